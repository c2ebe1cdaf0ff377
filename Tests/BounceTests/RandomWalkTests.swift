import Foundation
import Testing

@Suite("After any sequence of edits, accidents and builds")
struct RandomWalkTests {
    /// `BOUNCE_WALK_SEED` repeats a walk, `BOUNCE_WALK_STEPS` makes it longer.
    private static func setting(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
    }

    static let seeds = setting("BOUNCE_WALK_SEED").map { [$0] } ?? [1, UInt64.random(in: 2...1_000_000)]
    static let steps = Int(setting("BOUNCE_WALK_STEPS") ?? 110)

    @Test("an incremental build leaves the same files as a clean one", arguments: seeds)
    func law(seed: UInt64) throws {
        var walk = try RandomWalk(seed: seed)
        for number in 1...Self.steps {
            let step = try walk.step()
            guard try walk.check("step \(number), \(step), of BOUNCE_WALK_SEED=\(seed)") else { return }
        }
        #expect(walk.goodBuilds >= Self.steps / 3, "too few of the builds got through to mean anything")
    }
}

/// A production that changes at random, in a place that accidents happen to.
private struct RandomWalk {
    private var random: SeededRandom
    private let place: WorkSpace
    private var production: JSON
    private var files: [String: Data] = [:]
    private var earlier: [(production: JSON, files: [String: Data])] = []
    /// Files in `bounces/` whose origin bounce cannot know any more: its cache was deleted.
    private var forgotten: Set<String> = []
    private var serial = 0
    private(set) var goodBuilds = 0
    /// The newest state that came through, and how often a gate stopped the build since.
    private var good: (production: JSON, files: [String: Data])?
    private var failures = 0

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        production = RandomWalk.beginning
        place = try WorkSpace(production)
        for number in 0..<2 { try record(take: number, as: "take\(number).wav") }
    }

    private static let beginning = JSON.production([
        .reference(
            "original", file: "take0.wav",
            more: ["optional": true, "gates": [["rule": "peak", "atMost": 0]]]),
        .stem("bass", .tone()), .stem("lead", .tone(440, level: 0.3, wave: "saw"), .noise(level: 0.01)),
        .stem("voice", .recording("take0.wav"), .recording("take1.wav", more: ["at": ["seconds": 0.1]])),
        .process("bass low", from: "bass", .lowpass()),
        .process("lead low", from: "lead", .lowpass(phase: "zero")),
        .process("lead soft", from: "lead low", ["rule": "clip", "ceiling": -1]),
        .master(
            "mix", of: ["bass low", "lead soft", "voice"], more: ["gates": [["rule": "peak", "atMost": 3]]]),
        .archive("delivery", of: ["mix", "bass", "voice"]), .archive("stems", of: ["bass", "lead", "voice"]),
    ])

    // MARK: Steps

    /// Takes one step at random, and says which. Somebody whom a gate has stopped twice takes the edits back:
    /// so at least every third build gets through, whatever the seed.
    mutating func step() throws -> String {
        if failures == 2, let good {
            go(back: good)
            try place.write(production)
            return "edits taken back"
        }
        let steps: [(String, (inout RandomWalk) throws -> Void)] = [
            ("an edited stem", { $0.editStem() }), ("an edited stem", { $0.editStem() }),
            ("an edited effect", { $0.editEffect() }), ("an edited mix", { $0.editMix() }),
            ("an edited gate", { $0.editGate() }), ("edited members", { $0.editMembers() }),
            ("another format", { $0.editFormat() }), ("an added target", { $0.addTarget() }),
            ("a removed target", { $0.removeTarget() }), ("a renamed target", { $0.renameTarget() }),
            (
                "another tempo",
                { $0.production["tempo"] = .number(Double(Int.random(in: 118...121, using: &$0.random))) }
            ),
            ("an earlier description", { $0.goBack() }), ("an earlier description", { $0.goBack() }),
            ("a deleted output", { try $0.deleteOutput() }),
            ("a tampered output", { try $0.tamperWithOutput() }),
            ("a touched recording", { try $0.touch() }),
            (
                "a replaced recording",
                { try $0.record(take: Int.random(in: 0..<4, using: &$0.random), as: "take1.wav") }
            ),
            (
                "a replaced reference",
                { try $0.record(take: Int.random(in: 0..<4, using: &$0.random), as: "take0.wav") }
            ),
            ("a deleted cache", { try $0.deleteCache() }), ("deleted objects", { try $0.deleteObjects() }),
            ("a damaged object", { try $0.damageObject() }), ("a killed build", { try $0.killBuild() }),
            ("collected garbage", { try $0.collect() }), ("a small cache", { try $0.buildInSmallCache() }),
            ("a build of one target", { try $0.buildOne() }), ("nothing", { _ in }),
        ]
        let (name, take) = steps[Int.random(in: steps.indices, using: &random)]
        earlier.append((production, files))
        try take(&self)
        try place.write(production)
        return name
    }

    private mutating func editStem() {
        guard let index = targets(["stem"]).randomElement(using: &random) else { return }
        let instruments = production["targets"][index]["instruments"].elements
        let last = instruments.count - 1
        let parameter = instruments[last]["rule"] == "recording" ? "gain" : "level"
        let amount = Double(Int.random(in: 1...4, using: &random)) / 10
        let value: JSON = parameter == "gain" ? ["linear": .number(amount)] : .number(amount)
        production["targets"][index]["instruments"][last][parameter] = value
    }

    private mutating func editEffect() {
        guard let index = targets(["process"]).randomElement(using: &random) else { return }
        // What nothing reaches, and what changes everything.
        let effects: [JSON] = [
            ["rule": "clip", "ceiling": -0.5], ["rule": "clip", "ceiling": -1],
            ["rule": "clip", "ceiling": -30],
            .lowpass(700), .lowpass(800, phase: "zero"), ["rule": "gain", "gain": ["decibels": -6]],
        ]
        production["targets"][index]["effects"] = [effects.randomElement(using: &random) ?? .lowpass()]
    }

    private mutating func editMix() {
        let gain = Double(Int.random(in: 1...9, using: &random)) / 10
        production[target: "mix"]["inputs"][0]["gain"] = ["linear": .number(gain)]
    }

    /// Some of these hold and some do not.
    private mutating func editGate() {
        guard let index = targets(["stem", "process", "master"]).randomElement(using: &random) else { return }
        let gates: [JSON] = [
            [], [], [["rule": "peak", "atMost": 6]], [["rule": "peak", "atMost": -9]],
            [["rule": "dc-offset", "atMost": 1]],
            [["rule": "clipping"], ["rule": "true-peak", "atMost": 6]],
        ]
        production["targets"][index]["gates"] = gates.randomElement(using: &random) ?? []
    }

    private mutating func editMembers() {
        guard let index = targets(["archive"]).randomElement(using: &random) else { return }
        let audio = targets(["stem", "process", "master"]).map { production["targets"][$0]["name"] }
        production["targets"][index]["members"] = .list(Array(audio.shuffled(using: &random).prefix(3)))
        let compression = ["fast", "small", "stored", "zstd"].randomElement(using: &random) ?? "fast"
        production["targets"][index]["compression"] = .text(compression)
        production["targets"][index]["sheet"] = .flag(Bool.random(using: &random))
    }

    private mutating func editFormat() {
        guard let index = targets(["stem", "process", "master"]).randomElement(using: &random) else { return }
        let formats: [JSON] = [
            ["rule": "wav", "encoding": "float32"], ["rule": "aiff", "encoding": "pcm16"],
            ["rule": "flac", "encoding": "pcm24"],
        ]
        production["targets"][index]["format"] = formats.randomElement(using: &random) ?? .null
    }

    private mutating func addTarget() {
        serial += 1
        let source = targets(["stem"]).randomElement(using: &random).map {
            production["targets"][$0]["name"].text
        }
        let target: JSON =
            serial.isMultiple(of: 2)
            ? .process("more \(serial)", from: source ?? "bass", .lowpass(600))
            : .stem("more \(serial)", .tone(330))
        production["targets"] = .list(production["targets"].elements + [target])
    }

    /// One that nothing is made from.
    private mutating func removeTarget() {
        let used = production["targets"].elements.flatMap(inputs)
        let free = production.targetNames.filter { !used.contains($0) && $0 != "mix" }
        guard let name = free.randomElement(using: &random), free.count > 1 else { return }
        production["targets"] = .list(production["targets"].elements.filter { $0["name"].text != name })
    }

    private mutating func renameTarget() {
        guard let index = targets(["stem", "process"]).randomElement(using: &random) else { return }
        let old = production["targets"][index]["name"]
        serial += 1
        let new = JSON.text("\(old.text.prefix(4)) \(serial)")
        production["targets"][index]["name"] = new
        for user in production["targets"].elements.indices {
            let target = production["targets"][user]
            if target["source"] == old { production["targets"][user]["source"] = new }
            for (place, member) in target["members"].elements.enumerated() where member == old {
                production["targets"][user]["members"][place] = new
            }
            for (place, input) in target["inputs"].elements.enumerated() where input["target"] == old {
                production["targets"][user]["inputs"][place]["target"] = new
            }
        }
    }

    private mutating func goBack() {
        if let past = earlier.randomElement(using: &random) { go(back: past) }
    }

    private mutating func go(back past: (production: JSON, files: [String: Data])) {
        production = past.production
        for (path, data) in past.files where files[path] != data {
            files[path] = data
            try? place.write(data, as: path)
        }
    }

    // MARK: Accidents

    private mutating func record(take: Int, as path: String) throws {
        files[path] = Sound.take(take)
        try place.write(Sound.take(take), as: path)
    }

    private func touch() throws {
        for (path, data) in files {
            try place.remove(path)
            try place.write(data, as: path)
        }
    }

    private mutating func deleteOutput() throws {
        guard let name = place.names(in: "bounces").randomElement(using: &random) else { return }
        try place.remove("bounces/\(name)")
    }

    private mutating func tamperWithOutput() throws {
        // Not with what no target writes any more: that would be somebody's own from then on, and stay.
        let mine = place.names(in: "bounces").filter { name in
            production.targetNames.contains { name.hasPrefix("\($0).") }
        }
        guard let name = mine.randomElement(using: &random) else { return }
        var bytes = try place.bytes(of: "bounces/\(name)")
        if Bool.random(using: &random), !bytes.isEmpty {
            bytes[Int.random(in: bytes.indices, using: &random)] ^= 4
        } else {
            bytes += Data("more".utf8)
        }
        try place.write(bytes, as: "bounces/\(name)")
        forgotten.insert(name)
    }

    private mutating func deleteCache() throws {
        guard place.exists("cache") else { return }
        try place.remove("cache")
        forgotten.formUnion(place.names(in: "bounces"))
    }

    private func deleteObjects() throws {
        for path in objects() { try place.remove(path) }
    }

    private mutating func damageObject() throws {
        guard let path = objects().randomElement(using: &random) else { return }
        var bytes = try place.bytes(of: path)
        guard !bytes.isEmpty else { return }
        bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
        try place.remove(path)
        try place.write(bytes, as: path)
    }

    private func objects() -> [String] {
        place.names(in: "cache/objects").flatMap { shelf in
            place.names(in: "cache/objects/\(shelf)").map { "cache/objects/\(shelf)/\($0)" }
        }
    }

    private mutating func killBuild() throws {
        editStem()
        try place.write(production)
        let running = try place.startBuild()
        usleep(UInt32.random(in: 2_000...40_000, using: &random))
        running.signal(SIGKILL)
        _ = try running.wait()
    }

    /// Of a description that may never have been built.
    private mutating func collect() throws {
        let limits = [["--max-size", "0"], ["--max-size", "30kB"], ["--older-than", "0s"], []]
        let limit = limits.randomElement(using: &random) ?? []
        try place.write(production)
        let result = try place.start(["gc", "-f", "production.json"] + limit).wait()
        #expect(result.exit == 0, "\(result)")
    }

    private mutating func buildInSmallCache() throws {
        editStem()
        try place.write(production)
        let limit = ["0", "20kB", "60kB"].randomElement(using: &random) ?? "0"
        try place.build(nil, "--cache-limit", limit)
    }

    private mutating func buildOne() throws {
        editStem()
        try place.write(production)
        guard let name = production.targetNames.randomElement(using: &random) else { return }
        try place.build(nil, name)
    }

    private func targets(_ rules: [String]) -> [Int] {
        production["targets"].elements.indices.filter {
            rules.contains(production["targets"][$0]["rule"].text)
        }
    }

    private func inputs(of target: JSON) -> [String] {
        [target["source"].text] + target["members"].elements.map(\.text)
            + target["inputs"].elements.map { $0["target"].text }
    }

    // MARK: The law

    /// Builds here, and elsewhere from nothing. False where the two differ.
    mutating func check(_ what: String) throws -> Bool {
        let build = try place.build(nil, ["-j1", "-j2"].randomElement(using: &random) ?? "-j1")
        let clean = try WorkSpace(production)
        for (path, data) in files { try clean.write(data, as: path) }
        let cleanBuild = try clean.build()
        let agree = (build.exit == 0) == (cleanBuild.exit == 0) && [0, 3].contains(build.exit)
        #expect(agree, "\(what): \(build) and clean: \(cleanBuild)")
        guard agree, build.exit == 0 else {
            failures += 1
            return agree
        }
        goodBuilds += 1
        (failures, good) = (0, (production, files))
        let expected = try clean.outputs()
        forgotten.subtract(expected.keys)
        let found = try place.outputs().filter { !forgotten.contains($0.key) }
        let different = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }.sorted()
        #expect(different == [], "\(what): these differ from a clean build; \(build)")
        let again = try place.build()
        #expect(again.didNothing, "\(what): a second build had something to do: \(again)")
        return different == [] && again.didNothing
    }
}
