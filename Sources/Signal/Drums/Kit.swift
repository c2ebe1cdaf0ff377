/// The voices of a drum track, and the sounds of theirs that can be used again.
final class Kit {
    /// Sounds remembered at most: a pattern has a few velocities, and memory has a bound.
    private static let greatestMemory = 16

    private struct Key: Hashable {
        let voice: Int
        let velocity: Double
    }

    private var voices: [any DrumVoice]
    private var prepared: Set<Int> = []
    private let channels: Int
    private let sampleRate: Double
    private var remembered: [Key: [[Double]]] = [:]

    init(voices: [any DrumVoice], channels: Int, sampleRate: Double) {
        self.voices = voices
        self.channels = channels
        self.sampleRate = sampleRate
    }

    /// The samples of a hit, for each channel of the track.
    func sound(of hit: Hit) -> [[Double]] {
        if voices[hit.voice].variesWithSeed {
            return rendered(hit)
        }
        let key = Key(voice: hit.voice, velocity: hit.velocity)
        if let sound = remembered[key] {
            return sound
        }
        if remembered.count == Kit.greatestMemory { remembered.removeAll(keepingCapacity: true) }
        let sound = rendered(hit)
        remembered[key] = sound
        return sound
    }

    private func rendered(_ hit: Hit) -> [[Double]] {
        if prepared.insert(hit.voice).inserted {
            voices[hit.voice] = voices[hit.voice].prepared(sampleRate: sampleRate)
        }
        return fitted(
            voices[hit.voice].render(velocity: hit.velocity, seed: hit.seed, sampleRate: sampleRate))
    }

    /// A voice's channels laid out on the track's.
    private func fitted(_ sound: [[Double]]) -> [[Double]] {
        guard let first = sound.first, sound.count != channels else {
            return sound.isEmpty ? Array(repeating: [], count: channels) : sound
        }
        if sound.count == 1 { return Array(repeating: first, count: channels) }
        if channels == 1 { return [mean(of: sound, length: first.count)] }
        let silent = Array(repeating: 0.0, count: first.count)
        return (0..<channels).map { $0 < sound.count ? sound[$0] : silent }
    }

    private func mean(of sound: [[Double]], length: Int) -> [Double] {
        (0..<length).map { frame in
            sound.reduce(0) { $0 + $1[frame] } / Double(sound.count)
        }
    }
}
