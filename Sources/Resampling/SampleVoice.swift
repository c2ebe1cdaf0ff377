internal import Signal

/// One note of a ``Sampler``.
struct SampleVoice: NoteVoice {
    let frames: Int
    private let envelope: NoteEnvelope?
    private let gain: Double
    private let stereo: Bool
    private var players: [SamplePlayer]
    private var position = 0

    init(_ sampler: Sampler, _ note: Note) {
        guard let zone = sampler.zone(for: note), let length = zone.samples.first?.count, length > 0 else {
            (frames, envelope, gain, stereo, players) = (0, nil, 0, false, [])
            return
        }
        let ratio = zone.sampleRate / sampler.sampleRate * Pitch.ratio((note.pitch - zone.root) / 12)
        let natural = zone.loop == nil ? Int((Double(length) / ratio).rounded()) : Int.max
        if zone.isOneShot && zone.loop == nil {
            envelope = nil
            frames = natural
        } else {
            let envelope = NoteEnvelope(
                sampler.envelope, at: note.frame, held: note.frames, sampleRate: sampler.sampleRate)
            self.envelope = envelope
            frames = min(envelope.frames, natural)
        }
        gain = zone.gain * NoteVelocity.gain(note.velocity)
        stereo = sampler.channels == 2
        players = zone.samples.map { SamplePlayer($0, loop: zone.loop, ratio: ratio) }
    }

    mutating func next(into run: inout NoteRun) {
        players[0].next(into: &run.left)
        if stereo {
            if players.count == 2 { players[1].next(into: &run.right) } else { run.right = run.left }
        }
        if let envelope {
            envelope.apply(to: &run, stereo: stereo, frame: position, gain: RunLine(gain, gain))
        } else if gain != 1 {
            for index in 0..<NoteRun.length {
                run.left[index] *= gain
                run.right[index] *= gain
            }
        }
        position += NoteRun.length
    }
}

/// One channel of a sample, played at a speed, with its loop.
private struct SamplePlayer {
    /// Frames that are handed to the resampler at once.
    private static let piece = 256

    private let samples: [Double]
    private let loop: Range<Int>?
    /// nil where the sample is played as it is.
    private let lane: ResampledLane?
    private var position = 0

    init(_ samples: [Double], loop: Range<Int>?, ratio: Double) {
        self.samples = samples
        self.loop = loop
        // Out of memory, which is an end of the process everywhere else: silence would be a lie.
        lane = ratio == 1 ? nil : SamplePlayer.lane(ratio)
    }

    private static func lane(_ ratio: Double) -> ResampledLane {
        do { return try ResampledLane(ratio: ratio) } catch { preconditionFailure("BUG: \(error)") }
    }

    mutating func next(into run: inout [Double]) {
        guard let lane else {
            for index in run.indices { run[index] = nextSample() ?? 0 }
            return
        }
        while lane.count < run.count { feed(lane, atLeast: run.count) }
        run.withUnsafeMutableBufferPointer { lane.take(into: $0) }
    }

    /// Hands the next samples to the resampler; behind the last, silence for as long as it is asked.
    private mutating func feed(_ lane: ResampledLane, atLeast count: Int) {
        var piece: [Double] = []
        piece.reserveCapacity(SamplePlayer.piece)
        for _ in 0..<SamplePlayer.piece { piece.append(nextSample() ?? 0) }
        do { try piece.withUnsafeBufferPointer { try lane.put($0) } } catch {
            preconditionFailure("BUG: \(error)")
        }
    }

    private mutating func nextSample() -> Double? {
        if let loop, position >= loop.upperBound { position = loop.lowerBound }
        guard position < samples.count else { return nil }
        defer { position += 1 }
        return samples[position]
    }
}
