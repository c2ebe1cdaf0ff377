/// Hits played by the voices of a kit: each is rendered when it starts, mixed while it sounds, and forgotten
/// when it is over. What still rings at the end of the track is cut.
package final class DrumTrack: SampleStream {
    /// How long a stopped voice takes to fall silent, seconds.
    private static let chokeTime = 0.005

    package let channels: Int
    private let hits: [Hit]
    private let chokes: [Int: Set<Int>]
    private let kit: Kit
    /// Gains of a stopped voice, from its last full sample on.
    private let chokeFade: [Double]
    private var nextHit = 0
    private var sounding: [SoundingHit] = []
    private var playhead: Playhead

    /// - Parameters:
    ///   - hits: sorted by frame. Where several start together, they are played in the order given.
    ///   - chokes: for a voice, those that its hits stop if they still sound from earlier frames: closing a
    ///     hi-hat stops the open one.
    ///   - channels: a mono voice is heard on all of them, a voice with two on the first two; a mono track
    ///     gets the mean of a voice's channels.
    ///   - sampleRate: Hz.
    ///   - frames: the length.
    package init(
        voices: [any DrumVoice], hits: [Hit], chokes: [Int: Set<Int>] = [:], channels: Int,
        sampleRate: Double,
        frames: Int
    ) {
        for (hit, following) in zip(hits, hits.dropFirst()) {
            precondition(hit.frame <= following.frame, "BUG: hits not sorted at frame \(following.frame)")
        }
        for hit in hits {
            precondition(
                voices.indices.contains(hit.voice) && hit.frame >= 0 && (0...1).contains(hit.velocity),
                "BUG: \(hit) for \(voices.count) voices")
        }
        self.hits = hits
        self.chokes = chokes
        self.channels = channels
        kit = Kit(voices: voices, channels: channels, sampleRate: sampleRate)
        chokeFade = RaisedCosine.rising(length: Finish.frames(DrumTrack.chokeTime, sampleRate)).reversed()
        playhead = Playhead(frames: frames)
    }

    package func read(into block: inout Block) {
        let window = playhead.next(in: &block)
        start(before: window.upperBound)
        block.clear()
        for hit in sounding {
            mix(hit, into: &block, window)
        }
        sounding.removeAll { $0.end(chokeFade.count) <= window.upperBound }
    }

    private func start(before end: Int) {
        while nextHit < hits.count, hits[nextHit].frame < end {
            let hit = hits[nextHit]
            stop(chokes[hit.voice] ?? [], at: hit.frame)
            sounding.append(SoundingHit(voice: hit.voice, start: hit.frame, samples: kit.sound(of: hit)))
            nextHit += 1
        }
    }

    private func stop(_ voices: Set<Int>, at frame: Int) {
        guard !voices.isEmpty else { return }
        for index in sounding.indices
        where sounding[index].start < frame && voices.contains(sounding[index].voice) {
            sounding[index].choke = min(sounding[index].choke, frame)
        }
    }

    private func mix(_ hit: SoundingHit, into block: inout Block, _ window: Range<Int>) {
        let heard = (hit.start..<hit.end(chokeFade.count)).clamped(to: window)
        let full = heard.clamped(to: hit.start..<max(hit.start, hit.choke))
        for channel in 0..<channels {
            let samples = hit.samples[channel]
            block.withChannel(channel) { output in
                for frame in full {
                    output[frame - window.lowerBound] += samples[frame - hit.start]
                }
                for frame in max(heard.lowerBound, full.upperBound)..<heard.upperBound {
                    output[frame - window.lowerBound] +=
                        samples[frame - hit.start] * chokeFade[frame - hit.choke]
                }
            }
        }
    }
}

/// A hit that has begun and is not over.
private struct SoundingHit {
    let voice: Int
    let start: Int
    /// One array for each channel of the track.
    let samples: [[Double]]
    /// The frame from which on it fades, if a later hit stops it.
    var choke = Int.max

    /// The frame after its last, when a fade takes `fade` frames.
    func end(_ fade: Int) -> Int {
        let natural = start + (samples.first?.count ?? 0)
        return choke < natural ? min(natural, choke + fade) : natural
    }
}
