/// Notes played by the voices of an instrument, mixed while they sound and forgotten when they are over. What
/// still sounds at the end of the track is cut.
///
/// In memory are the list of notes and the voices that sound: as many as the polyphony allows, and those that
/// are being stopped.
package final class NoteTrack: SampleStream {
    /// How long a voice takes to fall silent when another takes its place, seconds.
    private static let stopTime = 0.005

    package let channels: Int
    private let instrument: any NoteInstrument
    private let notes: [Note]
    private let polyphony: Int
    /// Gains of a stopped voice, from its last full frame on.
    private let stopFade: [Double]
    private var level: ControlReader
    private var levels: [Double] = []
    private var nextNote = 0
    private var sounding: [SoundingNote] = []
    private var playhead: Playhead
    /// The largest magnitude of the last ``end`` frames, where notes sound beyond them.
    package private(set) var lastPeak = 0.0
    private var endPeak = 0.0
    private let frames: Int

    /// Frames that count as its end: 2 ms at 48 kHz.
    private static let end = 96

    /// - Parameters:
    ///   - notes: sorted by frame. Where several start together, they are played in the order given.
    ///   - polyphony: voices that sound at once, at least 1. When one more begins, the one that began first is
    ///     stopped within 5 ms.
    ///   - level: a factor on the whole, over the production.
    ///   - channels: a mono instrument is heard on all of them; one with two on the first two, and a mono track gets
    ///     the mean of both.
    ///   - sampleRate: Hz.
    ///   - frames: the length.
    package init(
        instrument: any NoteInstrument, notes: [Note], polyphony: Int = 32, level: Control = Control(1),
        channels: Int, sampleRate: Double, frames: Int
    ) {
        for (note, following) in zip(notes, notes.dropFirst()) {
            precondition(note.frame <= following.frame, "BUG: notes not sorted at frame \(following.frame)")
        }
        for note in notes {
            precondition(
                note.frame >= 0 && note.frames >= 0 && (0...1).contains(note.velocity) && note.pitch.isFinite,
                "BUG: no instrument can play \(note)")
        }
        precondition(polyphony > 0 && channels > 0, "BUG: \(polyphony) voices on \(channels) channels")
        self.instrument = instrument
        self.notes = notes
        self.polyphony = polyphony
        self.channels = channels
        self.level = ControlReader(level)
        stopFade = RaisedCosine.rising(length: Finish.frames(NoteTrack.stopTime, sampleRate)).reversed()
        playhead = Playhead(frames: frames)
        self.frames = frames
    }

    package func read(into block: inout Block) {
        let window = playhead.next(in: &block)
        start(before: window.upperBound)
        block.clear()
        for index in sounding.indices {
            sounding[index].mix(into: &block, window, stopFade: stopFade)
        }
        sounding.removeAll { $0.end(stopFade.count) <= window.upperBound }
        applyLevel(to: &block)
        listenToEnd(block, window)
    }

    private func listenToEnd(_ block: Block, _ window: Range<Int>) {
        let heard = window.clamped(to: max(0, frames - NoteTrack.end)..<frames).count
        guard heard > 0 else { return }
        for channel in 0..<block.channels {
            block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                endPeak = samples.suffix(heard).reduce(endPeak) { max($0, abs($1)) }
            }
        }
        if window.upperBound == frames, !sounding.isEmpty { lastPeak = endPeak }
    }

    private func start(before end: Int) {
        while nextNote < notes.count, notes[nextNote].frame < end {
            let note = notes[nextNote]
            let previous = nextNote > 0 ? notes[nextNote - 1] : nil
            nextNote += 1
            let voice = instrument.voice(for: note, after: previous)
            guard voice.frames > 0 else { continue }
            makeRoom(at: note.frame)
            sounding.append(SoundingNote(voice: voice, channels: instrument.channels, start: note.frame))
        }
    }

    /// Stops the voice that began first where there are as many as there may be.
    private func makeRoom(at frame: Int) {
        let holding = sounding.indices.filter { sounding[$0].stop == nil && sounding[$0].naturalEnd > frame }
        guard holding.count >= polyphony, let first = holding.first else { return }
        sounding[first].stop = frame
    }

    private func applyLevel(to block: inout Block) {
        if level.constant == 1 { return }
        if levels.count < block.frames { levels = Array(repeating: 0, count: block.capacity) }
        let frames = block.frames
        levels.withUnsafeMutableBufferPointer { levels in
            level.read(into: UnsafeMutableBufferPointer(rebasing: levels[0..<frames]))
            for channel in 0..<channels {
                block.withChannel(channel) { output in
                    for index in 0..<frames { output[index] *= levels[index] }
                }
            }
        }
    }
}

/// A note that has begun and is not over.
private struct SoundingNote {
    private var voice: any NoteVoice
    private let channels: Int
    private let start: Int
    let naturalEnd: Int
    /// The frame from which on it fades, if a later note takes its place.
    var stop: Int?
    private var run = NoteRun()
    /// The frame of the track that the run at hand ends before.
    private var runEnd: Int

    init(voice: any NoteVoice, channels: Int, start: Int) {
        self.voice = voice
        self.channels = channels
        self.start = start
        naturalEnd = start + voice.frames
        runEnd = start
    }

    /// The frame after its last, when a fade takes `fade` frames.
    func end(_ fade: Int) -> Int { stop.map { min(naturalEnd, $0 + fade) } ?? naturalEnd }

    mutating func mix(into block: inout Block, _ window: Range<Int>, stopFade: [Double]) {
        let heard = (start..<end(stopFade.count)).clamped(to: window)
        var frame = heard.lowerBound
        while frame < heard.upperBound {
            if frame == runEnd {
                voice.next(into: &run)
                runEnd += NoteRun.length
            }
            let part = frame..<min(heard.upperBound, runEnd)
            if let stop, part.upperBound > stop { fade(part, from: stop, stopFade) }
            add(part, to: &block, window)
            frame = part.upperBound
        }
    }

    /// Fades these frames of the run, where they are.
    private mutating func fade(_ part: Range<Int>, from stop: Int, _ stopFade: [Double]) {
        for frame in max(part.lowerBound, stop)..<part.upperBound {
            run.left[frame - runStart] *= stopFade[frame - stop]
            run.right[frame - runStart] *= stopFade[frame - stop]
        }
    }

    private func add(_ part: Range<Int>, to block: inout Block, _ window: Range<Int>) {
        if channels == 2 && block.channels == 1 {
            add(run.left, 0.5, part, to: &block, channel: 0, window)
            add(run.right, 0.5, part, to: &block, channel: 0, window)
            return
        }
        for channel in 0..<block.channels where channels == 1 || channel < 2 {
            let samples = channels == 2 && channel == 1 ? run.right : run.left
            add(samples, 1, part, to: &block, channel: channel, window)
        }
    }

    /// Adds one channel of the run.
    private func add(
        _ samples: [Double], _ gain: Double, _ part: Range<Int>, to block: inout Block, channel: Int,
        _ window: Range<Int>
    ) {
        let (source, target) = (part.lowerBound - runStart, part.lowerBound - window.lowerBound)
        block.withChannel(channel) { output in
            for index in 0..<part.count { output[target + index] += gain * samples[source + index] }
        }
    }

    /// The frame of the track that the run at hand begins at.
    private var runStart: Int { runEnd - NoteRun.length }
}
