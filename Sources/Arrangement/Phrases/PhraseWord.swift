/// One word of a phrase.
struct PhraseWord {
    private let word: Substring
    private let number: Int
    private let octave: Int
    private let key: Scale?
    /// What is played, without what is behind it.
    private let sound: Substring
    private let modifiers: Substring

    init(_ word: Substring, number: Int, octave: Int, key: Scale?) {
        self.word = word
        self.number = number
        self.octave = octave
        self.key = key
        let end = word.firstIndex { ":!,@?".contains($0) } ?? word.endIndex
        sound = word[..<end]
        modifiers = word[end...]
    }

    var isTie: Bool { sound == "~" }

    func error(_ problem: PhraseTextError.Problem) -> PhraseTextError {
        PhraseTextError(problem: problem, word: String(word), number: number)
    }

    func step(length: Double, velocity: Double) throws(PhraseTextError) -> PhraseText.Step {
        var step = PhraseText.Step(pitches: try pitches(), beats: length, velocity: velocity, chance: 1)
        var rest = modifiers
        if take(":", from: &rest) { step.beats = try beats(&rest) }
        if take("!", from: &rest) {
            step.velocity = 1
        } else if take(",", from: &rest) {
            step.velocity = velocity / 2
        } else if take("@", from: &rest) {
            step.velocity = try share(&rest, .badVelocity)
        }
        if take("?", from: &rest) { step.chance = try share(&rest, .badChance) }
        guard rest.isEmpty else { throw error(.unknown) }
        return step
    }

    // MARK: What is played

    private func pitches() throws(PhraseTextError) -> [Int] {
        if sound == "-" || sound == "r" || isTie { return [] }
        var pitches: [Int] = []
        for part in sound.split(separator: "+", omittingEmptySubsequences: false) {
            pitches += try sounding(part)
        }
        return pitches
    }

    private func sounding(_ part: Substring) throws(PhraseTextError) -> [Int] {
        if let note = PitchName.number(named: part) { return [note] }
        if let degree = Int(part) { return [try inRange(try scale().pitch(degree: degree, octave: octave))] }
        if let (degree, notes) = PhraseWord.numeral(part) {
            var chord: [Int] = []
            for pitch in try scale().chord(degree: degree, notes: notes, octave: octave) {
                chord.append(try inRange(pitch))
            }
            return chord
        }
        guard let chord = Chord.pitches(of: part, octave: octave) else { throw error(.unknown) }
        return chord
    }

    private func scale() throws(PhraseTextError) -> Scale {
        guard let key else { throw error(.needsKey) }
        return key
    }

    private func inRange(_ pitch: Int) throws(PhraseTextError) -> Int {
        guard PitchName.range.contains(pitch) else { throw error(.beyondRange) }
        return pitch
    }

    /// A Roman numeral, with a 7 behind it for a chord of four notes. Whether it is a major or a minor chord follows
    /// from the key, however the numeral is written.
    private static func numeral(_ text: Substring) -> (degree: Int, notes: Int)? {
        let hasSeventh = text.hasSuffix("7")
        let numeral = hasSeventh ? text.dropLast() : text
        guard let index = ["i", "ii", "iii", "iv", "v", "vi", "vii"].firstIndex(of: numeral.lowercased())
        else {
            return nil
        }
        return (index + 1, hasSeventh ? 4 : 3)
    }

    /// The word with each note and chord in it that cannot be read as the one that was most likely meant; nil where
    /// nobody knows.
    static func likely(_ word: String) -> String? {
        // An octave, and no length, may stand behind a comma or an apostrophe elsewhere: those are left to their reader.
        let end = word.firstIndex { ":!,@?".contains($0) } ?? word.endIndex
        var parts: [String] = []
        for part in word[..<end].split(separator: "+", omittingEmptySubsequences: false) {
            if PitchName.number(named: part) != nil || Chord.pitches(of: part, octave: 4) != nil {
                parts.append(String(part))
            } else if let likely = PitchName.likely(part) ?? Chord.likely(part) {
                parts.append(likely)
            } else {
                return nil
            }
        }
        let likely = parts.joined(separator: "+") + word[end...]
        return likely == word ? nil : likely
    }

    // MARK: What is behind it

    private func take(_ mark: Character, from text: inout Substring) -> Bool {
        guard text.first == mark else { return false }
        text.removeFirst()
        return true
    }

    private func takeNumber(_ text: inout Substring) -> Double? {
        let digits = text.prefix { "0123456789.".contains($0) }
        text.removeFirst(digits.count)
        return Double(String(digits))
    }

    private func beats(_ text: inout Substring) throws(PhraseTextError) -> Double {
        guard var beats = takeNumber(&text) else { throw error(.badLength) }
        if take("/", from: &text) {
            guard let divisor = takeNumber(&text), divisor > 0 else { throw error(.badLength) }
            beats /= divisor
        }
        guard beats > 0, beats <= 1024 else { throw error(.badLength) }
        return beats
    }

    private func share(_ text: inout Substring, _ problem: PhraseTextError.Problem) throws(PhraseTextError)
        -> Double
    {
        guard let share = takeNumber(&text), (0...1).contains(share) else { throw error(problem) }
        return share
    }
}
