/// The words that the tests describe productions with: JSON of schema 1, short enough to render in a blink.
extension JSON {
    /// A quarter of a second of mono at 8 kHz, in 32-bit float, unless `more` says otherwise.
    static func production(_ targets: [JSON], _ more: JSON = [:]) -> JSON {
        let usual: JSON = [
            "schema": 1, "name": "test", "sampleRate": 8_000, "duration": ["seconds": 0.25],
            "channels": "mono",
            "format": ["rule": "wav", "encoding": "float32"],
        ]
        return usual.with(["targets": .list(targets)]).with(more)
    }

    static func stem(_ name: String, _ instruments: JSON..., more: JSON = [:]) -> JSON {
        let stem: JSON = ["rule": "stem", "name": .text(name), "instruments": .list(instruments)]
        return stem.with(more)
    }

    static func process(_ name: String, from source: String, _ effects: JSON..., more: JSON = [:]) -> JSON {
        let process: JSON = [
            "rule": "process", "name": .text(name), "source": .text(source), "effects": .list(effects),
        ]
        return process.with(more)
    }

    static func master(_ name: String, of inputs: [String], more: JSON = [:]) -> JSON {
        let master: JSON = [
            "rule": "master", "name": .text(name),
            "inputs": .list(inputs.map { ["target": .text($0), "gain": ["linear": 0.4]] }),
        ]
        return master.with(more)
    }

    static func archive(_ name: String, of members: [String], more: JSON = [:]) -> JSON {
        let archive: JSON = [
            "rule": "archive", "name": .text(name), "members": .list(members.map(JSON.text)),
        ]
        return archive.with(more)
    }

    static func reference(_ name: String, file: String, more: JSON = [:]) -> JSON {
        let reference: JSON = ["rule": "reference", "name": .text(name), "file": .text(file)]
        return reference.with(more)
    }

    static func tone(_ frequency: Double = 110, level: Double = 0.5, wave: String = "sine") -> JSON {
        ["rule": "tone", "wave": .text(wave), "frequency": .number(frequency), "level": .number(level)]
    }

    static func noise(level: Double = 0.3, seed: Double = 0, colour: String = "white") -> JSON {
        ["rule": "noise", "colour": .text(colour), "level": .number(level), "seed": .number(seed)]
    }

    static func recording(_ file: String, more: JSON = [:]) -> JSON {
        let recording: JSON = ["rule": "recording", "file": .text(file)]
        return recording.with(more)
    }

    static func lowpass(_ frequency: Double = 1_000, phase: String = "causal") -> JSON {
        ["rule": "lowpass", "frequency": .number(frequency), "phase": .text(phase)]
    }

    /// A target of a production, by its name.
    subscript(target name: String) -> JSON {
        get { self["targets"].elements.first { $0["name"].text == name } ?? .null }
        set {
            guard let index = self["targets"].elements.firstIndex(where: { $0["name"].text == name }) else {
                return
            }
            self["targets"][index] = newValue
        }
    }

    /// The names of a production's targets.
    var targetNames: [String] { self["targets"].elements.map { $0["name"].text } }

    /// A production with every kind of target in it but a reference: two stems and drums, a processed stem, a
    /// master, an archive. The archive has no delivery sheet, which would follow every gate.
    static let song = JSON.production([
        .stem("bass", .tone(110)),
        .stem("lead", .tone(440, level: 0.4, wave: "saw")),
        .stem("beat", ["rule": "drums"]),
        .process("bass low", from: "bass", .lowpass()),
        .master(
            "mix", of: ["bass low", "lead", "beat"], more: ["gates": [["rule": "peak", "atMost": 6]]]),
        .archive("delivery", of: ["mix", "bass low"], more: ["sheet": false]),
    ])
}
