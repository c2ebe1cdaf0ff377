/// A target in a graph, by its position; valid for that graph only.
package struct TargetID: Hashable, Sendable, Comparable {
    package let index: Int

    package init(_ index: Int) { self.index = index }

    package static func < (left: TargetID, right: TargetID) -> Bool { left.index < right.index }
}

/// What the graph has to know of a target: names, not audio.
package struct Declaration: Sendable {
    package let name: String
    /// The path that its output takes; nil for a target that only checks.
    package let output: String?
    /// The names of the targets that it is made from, in the order of its recipe.
    package let inputs: [String]
    /// The names of the targets that its gates hold it against. They have to be there before it is judged, and
    /// their contents are part of the judgement; of the key they are not.
    package let comparisons: [String]
    /// The files that it is made from.
    package let files: [String]
    /// What it is made by: rule, parameters, timeline. Everything of its key but the inputs' digests.
    package var components: [Component]
    /// Its gates, one component each.
    package let gates: [Component]
    /// Whether a missing file is a note rather than an error.
    package let isOptional: Bool
    /// The line of the manifest, or 0.
    package let line: Int

    package init(
        name: String, output: String?, inputs: [String] = [], comparisons: [String] = [],
        files: [String] = [],
        components: [Component] = [], gates: [Component] = [], isOptional: Bool = false, line: Int = 0
    ) {
        self.name = name
        self.output = output
        self.inputs = inputs
        self.comparisons = comparisons
        self.files = files
        self.components = components
        self.gates = gates
        self.isOptional = isOptional
        self.line = line
    }
}

/// What depends on what: names resolved to dense numbers, in an order in which everything comes after what it
/// is made from.
package struct Graph: Sendable {
    package let declarations: [Declaration]
    /// What each target is made from, each once, in the order of its recipe.
    package let inputs: [[TargetID]]
    /// What the gates of each target hold it against, beyond what it is made from.
    package let comparisons: [[TargetID]]
    /// What has to be settled before a target can be: what it is made from, and what it is held against.
    package let prerequisites: [[TargetID]]
    /// What is made from each target, or held against it.
    package let dependents: [[TargetID]]
    /// Every target, inputs first; among those that are free to go, in the order of the manifest.
    package let order: [TargetID]

    private let ids: [String: TargetID]

    /// Resolves names. Unknown names, duplicates, shared outputs and cycles are refused here and only here.
    package init(_ declarations: [Declaration]) throws(GraphError) {
        self.declarations = declarations
        let (ids, writers) = try Graph.identify(declarations)
        self.ids = ids
        try Graph.refuseOutputsAsFiles(declarations, writers)
        inputs = try Graph.resolve(declarations, ids)
        comparisons = try Graph.resolveComparisons(declarations, ids, inputs)
        prerequisites = zip(inputs, comparisons).map { $1.isEmpty ? $0 : $0 + $1 }
        dependents = Graph.reverse(prerequisites)
        order = try Graph.sort(declarations, prerequisites, dependents)
    }

    package subscript(id: TargetID) -> Declaration { declarations[id.index] }

    /// The target of that name.
    package func find(_ name: String) throws(GraphError) -> TargetID {
        if let id = ids[name] { return id }
        throw .unknownTarget(
            name, usedBy: nil, line: 0, hint: GraphError.hint(for: name, among: ids.keys.sorted()))
    }

    /// These targets and everything that has to be settled before them.
    package func closure(of roots: some Sequence<TargetID>) -> Set<TargetID> {
        var reached = Set(roots)
        for id in order.reversed() where reached.contains(id) { reached.formUnion(prerequisites[id.index]) }
        return reached
    }
}

extension Graph {
    /// A path without detours and without its case: also ß and ss, ς and σ are then one.
    package static func folded(_ path: String) -> String {
        let plain = hasDetours(path) ? plainPath(path) : path
        // Both mappings of ASCII come to its lower case, at a fraction of the cost: every path comes by here.
        return plain.utf8.allSatisfy { $0 < 0x80 } ? plain.lowercased() : plain.uppercased().lowercased()
    }

    /// Whether a path may have parts that lead nowhere: `.`, `..`, nothing. A name that begins with a dot counts.
    private static func hasDetours(_ path: String) -> Bool {
        let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
        var previous = slash
        for (index, byte) in path.utf8.enumerated() {
            if previous == slash, byte == dot || (byte == slash && index > 0) { return true }
            previous = byte
        }
        return previous == slash
    }

    /// The targets by name, and by the folded path of their output.
    private static func identify(
        _ declarations: [Declaration]
    ) throws(GraphError) -> (ids: [String: TargetID], writers: [String: Int]) {
        var ids: [String: TargetID] = [:]
        var outputs: [String: Int] = [:]
        ids.reserveCapacity(declarations.count)
        outputs.reserveCapacity(declarations.count)
        for (index, declaration) in declarations.enumerated() {
            if let first = ids.updateValue(TargetID(index), forKey: declaration.name) {
                throw .duplicateTarget(
                    declaration.name, line: declaration.line, firstLine: declarations[first.index].line)
            }
            guard let output = declaration.output else { continue }
            // A file system may fold case, and Swift's strings compare by canonical equivalence: two outputs
            // that are one file anywhere are refused everywhere.
            if let first = outputs.updateValue(index, forKey: folded(output)) {
                throw .sharedOutput(
                    output, declaration.name, line: declaration.line, with: declarations[first].name)
            }
        }
        return (ids, outputs)
    }

    /// A target that reads another's output as a file would be built in any order.
    private static func refuseOutputsAsFiles(
        _ declarations: [Declaration], _ writers: [String: Int]
    ) throws(GraphError) {
        var spellings: [String: String] = [:]
        for declaration in declarations {
            for file in declaration.files {
                // Unicode can spell a name in two ways, which are one text here and two files on a disk.
                let first = spellings.updateValue(file, forKey: file)
                if let first, !first.utf8.elementsEqual(file.utf8) {
                    throw .ambiguousFile(file, usedBy: declaration.name, line: declaration.line)
                }
                guard let writer = writers[folded(file)] else { continue }
                throw .fileIsOutput(
                    file, usedBy: declaration.name, line: declaration.line, of: declarations[writer].name)
            }
        }
    }

    /// A relative path without detours: `./a//b/../c` is `a/c`.
    private static func plainPath(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private static func resolve(
        _ declarations: [Declaration], _ ids: [String: TargetID]
    ) throws(GraphError) -> [[TargetID]] {
        var resolved: [[TargetID]] = []
        resolved.reserveCapacity(declarations.count)
        for declaration in declarations {
            var inputs: [TargetID] = []
            var seen: Set<TargetID> = []
            for name in declaration.inputs {
                guard let id = ids[name] else {
                    let others = declarations.map(\.name).filter { $0 != declaration.name }
                    throw .unknownTarget(
                        name, usedBy: declaration.name, line: declaration.line,
                        hint: GraphError.hint(inManifestFor: name, among: others))
                }
                if declarations[id.index].output == nil {
                    throw .nothingToUse(name, usedBy: declaration.name, line: declaration.line)
                }
                if seen.insert(id).inserted { inputs.append(id) }
            }
            resolved.append(inputs)
        }
        return resolved
    }

    /// The targets that gates name. Any of them will do, also one that only checks a file.
    private static func resolveComparisons(
        _ declarations: [Declaration], _ ids: [String: TargetID], _ inputs: [[TargetID]]
    ) throws(GraphError) -> [[TargetID]] {
        var resolved: [[TargetID]] = []
        resolved.reserveCapacity(declarations.count)
        for (declaration, inputs) in zip(declarations, inputs) {
            var comparisons: [TargetID] = []
            for name in declaration.comparisons {
                guard let id = ids[name] else {
                    let others = declarations.map(\.name).filter { $0 != declaration.name }
                    throw .unknownComparison(
                        name, gateOf: declaration.name, line: declaration.line,
                        hint: GraphError.hint(inManifestFor: name, among: others))
                }
                if !inputs.contains(id), !comparisons.contains(id) { comparisons.append(id) }
            }
            resolved.append(comparisons)
        }
        return resolved
    }

    private static func reverse(_ inputs: [[TargetID]]) -> [[TargetID]] {
        var dependents: [[TargetID]] = Array(repeating: [], count: inputs.count)
        for (index, ids) in inputs.enumerated() {
            for id in ids { dependents[id.index].append(TargetID(index)) }
        }
        return dependents
    }

    /// Kahn's algorithm; what is left when nothing is free to go contains a cycle.
    private static func sort(
        _ declarations: [Declaration], _ inputs: [[TargetID]], _ dependents: [[TargetID]]
    ) throws(GraphError) -> [TargetID] {
        var waiting = inputs.map(\.count)
        var order = waiting.indices.filter { waiting[$0] == 0 }.map(TargetID.init)
        order.reserveCapacity(inputs.count)
        var next = 0
        while next < order.count {
            for dependent in dependents[order[next].index] {
                waiting[dependent.index] -= 1
                if waiting[dependent.index] == 0 { order.append(dependent) }
            }
            next += 1
        }
        guard order.count == inputs.count else {
            let path = cycle(among: waiting, inputs).map { declarations[$0.index] }
            throw .cycle(path.map(\.name), line: path.first?.line ?? 0)
        }
        return order
    }

    /// One cycle among the targets that still wait, closed: its first target is also its last.
    private static func cycle(among waiting: [Int], _ inputs: [[TargetID]]) -> [TargetID] {
        var path: [TargetID] = []
        var places: [TargetID: Int] = [:]
        var current = waiting.firstIndex { $0 > 0 }.map(TargetID.init)
        while let id = current {
            if let start = places.updateValue(path.count, forKey: id) {
                // Walked from target to input; a reader follows the sound, from input to target.
                return Array((path[start...] + [id]).reversed())
            }
            path.append(id)
            current = inputs[id.index].first { waiting[$0.index] > 0 }
        }
        return path
    }
}
