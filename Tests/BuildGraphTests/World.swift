import BuildGraph

/// A world in dictionaries: a manifest, files, records, kept bytes. It remembers as the store does, and its
/// "rendering" is arithmetic, so whole histories of edits and builds run in microseconds.
struct World {
    struct Target: Equatable {
        var name: String
        var inputs: [String] = []
        /// The targets that its gate looks at.
        var comparisons: [String] = []
        var files: [String] = []
        /// A parameter; every second step of it is too small to change the bytes.
        var level = 10
        var version = 1
        var tool = "codec 1"
        /// The gate: what is measured on the bytes, 0 … 99, is at most this; nil for no gate.
        var limit: Int?
        var isOptional = false
        var hasOutput = true

        var path: String? { hasOutput ? "bounces/\(name).wav" : nil }
    }

    struct Recorded {
        let record: Record
        let components: [Component]
        let gates: [Component]
    }

    // The manifest, and what lies beside it.
    var targets: [Target]
    var files: [String: Int] = [:]

    // The disk and the records.
    var outputs: [String: Digest] = [:]
    var kept: Set<Digest> = []
    var failedBytes: [String: Digest] = [:]
    var records: [String: Recorded] = [:]
    var failures: [String: Failure] = [:]
    var interrupted: Set<String> = []
    var results: [Digest: Digest] = [:]

    init(_ targets: [Target], files: [String: Int] = [:]) {
        self.targets = targets
        self.files = files
    }

    /// Changes one target of the manifest.
    mutating func edit(_ name: String, _ change: (inout Target) -> Void) {
        for index in targets.indices where targets[index].name == name { change(&targets[index]) }
    }
}

// MARK: - What the plan sees

extension World.Target {
    var declaration: Declaration {
        Declaration(
            name: name, output: path, inputs: inputs, comparisons: comparisons, files: files,
            components: [
                Component(.rule, "stem", "stem@\(version)"), Component(.parameter, "name", name),
                Component(.parameter, "level", "\(level)"), Component(.tool, "codec", tool),
            ],
            gates: limit.map { [Component(.parameter, "peak", "peak@1 atMost \($0)")] } ?? [],
            isOptional: isOptional)
    }
}

extension World {
    func graph() throws -> Graph { try Graph(targets.map(\.declaration)) }

    func plan(_ options: Plan.Options = Plan.Options()) throws -> Plan {
        let graph = try graph()
        return Plan(graph: graph, memory: memory(of: graph), options: options)
    }

    private func memory(of graph: Graph) -> Memory {
        let world = self
        return Memory(
            histories: targets.map(history), files: files.mapValues { Digest(fake: "file \($0)") },
            digest: { Digest(fake: $0) },
            isKept: { world.kept.contains($0) || world.failedBytes.values.contains($0) },
            output: { world.results[$0] },
            components: { world.records[graph[$0].name]?.components ?? [] },
            gates: { world.records[graph[$0].name]?.gates ?? [] })
    }

    private func history(of target: Target) -> History {
        let record = records[target.name]?.record
        let content = target.path.flatMap { outputs[$0] }
        let state: OutputState = content == nil ? .missing : content == record?.output ? .intact : .modified
        return History(
            record: record, failure: failures[target.name], output: state,
            wasInterrupted: interrupted.contains(target.name))
    }
}

// MARK: - Rendering

extension World {
    /// What a clean build of a target gives; nil where a file is missing.
    func clean(_ name: String) -> Digest? {
        guard let target = targets.first(where: { $0.name == name }) else { return nil }
        return render(target, inputs: target.inputs.map(clean))
    }

    func render(_ target: Target, inputs: [Digest?]) -> Digest? {
        let contents = target.files.map { files[$0] }
        guard !inputs.contains(nil), !contents.contains(nil) else { return nil }
        let sources = inputs.compactMap { $0?.text } + contents.compactMap { $0.map(String.init) }
        return Digest(fake: "\(target.name) \(target.level / 2) \(target.version) \(target.tool) \(sources)")
    }

    static func passes(_ output: Digest, _ target: Target) -> Bool {
        target.limit.map { output.low % 100 <= UInt64($0) } ?? true
    }
}

extension Digest {
    /// FNV-1a, twice: enough to tell the contents of a test apart.
    init(fake bytes: some Sequence<UInt8>) {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x8422_2325_CBF2_9CE4
        for byte in bytes {
            high = (high ^ UInt64(byte)) &* 0x100_0000_01B3
            low = (low ^ UInt64(byte) ^ 0x5A) &* 0x100_0000_01B3
        }
        self.init(high: high, low: low ^ low >> 29)
    }

    init(fake text: String) { self.init(fake: Array(text.utf8)) }
}
