internal import Resampling
internal import Signal
internal import SoundFiles
internal import TargetDescription

struct SamplerUnit: InstrumentUnit {
    /// Samples that all zones together may hold: 256 MiB.
    private static let mostSamples = 1 << 25
    /// The longest file, seconds.
    private static let longest = 60.0

    private let player: NotePlayer
    private let zones: [Recipe]
    private let attack: Control
    private let release: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        player = try NotePlayer(recipe, timeline)
        zones = recipe.recipes("zones")
        attack = recipe.control("attack", timeline)
        release = recipe.control("release", timeline)
        for zone in zones { try SamplerUnit.check(zone) }
    }

    private static func check(_ zone: Recipe) throws(Refusal) {
        let file = zone.text("file")
        func refuse(_ what: String) -> Refusal { Refusal(line: zone.line, "the zone '\(file)' \(what)") }
        let (low, high) = (zone.integer("lowKey"), zone.integer("highKey"))
        guard low <= high else {
            throw refuse("has its lowest key, \(low), above its highest, \(high): swap them")
        }
        let (soft, loud) = (zone.number("lowVelocity"), zone.number("highVelocity"))
        guard soft <= loud else {
            throw refuse(
                "has its lowest velocity, \(plain(soft)), above its highest, \(plain(loud)): swap them")
        }
        if zone.isGiven("loopEnd"), zone.integer("loopStart") >= zone.integer("loopEnd") {
            throw refuse(
                "has a loop that ends at frame \(zone.integer("loopEnd")) and starts at \(zone.integer("loopStart")): let it end later"
            )
        }
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let envelope = Signal.Envelope(
            attack: attack.converted { $0 == 0 ? 0 : max($0, 0.001) }, decay: 0.001, sustain: 1,
            release: release)
        let sampler = Sampler(zones: try load(), envelope: envelope, sampleRate: context.sampleRate)
        return try player.track(sampler, context)
    }

    /// Every file once, however many zones it is in.
    private func load() throws -> [Sampler.Zone] {
        var files: [String: (samples: [[Double]], info: SoundInfo)] = [:]
        var total = 0
        return try zones.map { zone in
            let path = zone.text("file")
            let file = try files[path] ?? decodeOneShot(path: path, maximumSeconds: SamplerUnit.longest)
            if files.updateValue(file, forKey: path) == nil {
                total += file.info.frames * file.info.channels
            }
            guard total <= SamplerUnit.mostSamples else {
                throw RenderError(
                    "the sampler's files hold more than 256 MiB of samples: use fewer or shorter ones")
            }
            return try SamplerUnit.zone(zone, path, file.samples, file.info)
        }
    }

    private static func zone(
        _ zone: Recipe, _ path: String, _ samples: [[Double]], _ info: SoundInfo
    ) throws -> Sampler.Zone {
        guard info.channels <= 2 else {
            throw RenderError(
                "\(path) has \(info.channels) channels: a sampler plays files of one or two; export it so")
        }
        let loop = zone.isGiven("loopEnd") ? zone.integer("loopStart")..<zone.integer("loopEnd") : nil
        guard loop.map({ $0.upperBound <= info.frames }) ?? true else {
            throw RenderError(
                "\(path) has \(info.frames) frames, and its loop ends at \(loop?.upperBound ?? 0): let it end within the file"
            )
        }
        return Sampler.Zone(
            samples: samples, sampleRate: Double(info.sampleRate), root: zone.number("root"),
            keys: zone.integer("lowKey")...zone.integer("highKey"),
            velocities: zone.number("lowVelocity")...zone.number("highVelocity"), loop: loop,
            isOneShot: zone.flag("oneShot"), gain: zone.gain("gain"))
    }
}
