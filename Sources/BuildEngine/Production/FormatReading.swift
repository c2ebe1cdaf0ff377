internal import Signal
internal import SoundFiles
internal import TargetDescription

// What a format's recipe comes to, and what it cannot come to at the production's sample rate.

extension SoundFormat {
    init(_ recipe: Recipe, sampleRate: Int, channels: Int) {
        guard let container = Container(rawValue: recipe.rule.name) else {
            preconditionFailure("BUG: '\(recipe.rule.name)' is no container")
        }
        let quality: Double? =
            recipe.has("kbps")
            ? Double(recipe.integer("kbps")) : recipe.has("quality") ? recipe.number("quality") : nil
        self.init(
            container: container, encoding: recipe.has("encoding") ? recipe.word("encoding") : .float32,
            sampleRate: sampleRate, channels: channels, quality: quality)
    }
}

extension Broadcast {
    /// The texts of a `bwf` format; nothing of any other.
    init(_ format: Recipe) throws(Refusal) {
        self.init()
        guard format.rule.name == Rule.bwf.name else { return }
        for name in ["description", "originator", "reference"]
        where !format.text(name).utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            throw Refusal(
                line: format.line,
                "the \(name) of bwf takes ASCII, found \"\(format.text(name))\": write it without accents")
        }
        description = format.text("description")
        originator = format.text("originator")
        reference = format.text("reference")
        date = format.text("date")
        time = format.text("time")
    }
}

extension Recipe {
    /// The dither of a format; a codec gets none.
    var dither: TargetDescription.Dither { has("dither") ? word("dither") : .none }

    /// Refuses a format that does not exist at this sample rate, or with so many channels.
    func checkFormat(_ sound: SoundFormat, of name: String, line: Int) throws(Refusal) {
        if let problem = sound.problem {
            throw Refusal(line: line, "'\(name)' cannot be \(rule.name): \(problem)")
        }
        if dither == .shaped, !ErrorShaping.sampleRates.contains(sound.sampleRate) {
            throw Refusal(
                line: line,
                "'\(name)' cannot have dither: .shaped at \(sound.sampleRate) Hz: its filter is made for 44100 and 48000 Hz; take .tpdf"
            )
        }
    }
}
