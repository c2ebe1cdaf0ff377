import BuildGraph
import Testing

/// What is begun first, and what that does to the time of a whole build on simulated workers.
@Suite struct CriticalPathTests {
    private static func graph(_ targets: [(name: String, inputs: [String])]) throws -> Graph {
        try Graph(targets.map { Declaration(name: $0.name, output: "bounces/\($0.name)", inputs: $0.inputs) })
    }

    /// Four quick stems, one slow one, each with its effects, and a mix of all.
    private static func song() throws -> (graph: Graph, seconds: [Double]) {
        let parts = ["bass", "lead", "pad", "keys", "drums"]
        let targets =
            parts.map { (name: $0, inputs: []) } + parts.map { (name: "\($0)_fx", inputs: [$0]) }
            + [(name: "mix", inputs: parts.map { "\($0)_fx" })]
        return (try graph(targets), [1, 1, 1, 1, 10, 2, 2, 2, 2, 2, 3])
    }

    @Test("a path is as long as all that has to follow")
    func remaining() throws {
        let (graph, seconds) = try Self.song()
        var path = CriticalPath(graph) { seconds[$0.index] }
        let found = try ["bass", "drums", "drums_fx", "mix"].map { path.remaining(from: try graph.find($0)) }
        #expect(found == [6, 15, 5, 3])
    }

    @Test("a chain of a hundred thousand targets is no deeper for the stack than one of two")
    func longChain() throws {
        let count = 100_000
        let graph = try Self.graph((0..<count).map { ("\($0)", $0 == 0 ? [] : ["\($0 - 1)"]) })
        var path = CriticalPath(graph) { _ in 1 }
        #expect(path.remaining(from: TargetID(0)) == Double(count))
    }

    @Test("the longest path goes first; where nothing is known, the order stays")
    func order() throws {
        let (graph, seconds) = try Self.song()
        #expect(
            try Self.simulate(graph, seconds, knowing: seconds, workers: 2).order.prefix(2) == [
                "drums", "bass",
            ])
        let unknown = try Self.simulate(graph, seconds, knowing: seconds.map { _ in 0 }, workers: 2)
        #expect(unknown.order.prefix(5) == ["bass", "lead", "pad", "keys", "drums"])
    }

    @Test("two workers are done as soon as the longest path allows, and later in the order of the manifest")
    func makespan() throws {
        let (graph, seconds) = try Self.song()
        let informed = try Self.simulate(graph, seconds, knowing: seconds, workers: 2)
        let naive = try Self.simulate(graph, seconds, knowing: seconds.map { _ in 0 }, workers: 2)
        #expect(naive.makespan == 17)
        #expect(informed.makespan == 15)
    }

    @Test("any order of insertion comes out by path, then by age", arguments: 0..<50)
    func heap(seed: Int) {
        var random = SplitMix(seed: seed)
        var ready = ReadyTargets<Int>()
        var expected: [(remaining: Double, number: Int)] = []
        for number in 0..<Int(random.next() % 60) {
            let remaining = Double(random.next() % 8)
            ready.insert(number, remaining: remaining)
            expected.append((remaining, number))
        }
        expected.sort { $0.remaining != $1.remaining ? $0.remaining > $1.remaining : $0.number < $1.number }
        var found: [Int] = []
        while let next = ready.removeFirst() { found.append(next) }
        #expect(found == expected.map(\.number))
    }

    /// Renders everything on so many workers, each target taking `seconds`.
    private static func simulate(
        _ graph: Graph, _ seconds: [Double], knowing known: [Double], workers: Int
    ) throws -> (order: [String], makespan: Double) {
        let count = graph.declarations.count
        let memory = Memory(
            histories: Array(repeating: History(), count: count), files: [:],
            digest: { Digest(high: UInt64($0.count), low: 0) }, isKept: { _ in false },
            output: { _ in nil }, components: { _ in [] }, gates: { _ in [] })
        var plan = Plan(graph: graph, memory: memory)
        var path = CriticalPath(graph) { known[$0.index] }
        var ready = ReadyTargets<TargetID>()
        var running: [(target: TargetID, end: Double)] = []
        var (now, order) = (0.0, [String]())
        while true {
            while let (target, _) = plan.next() {
                ready.insert(target, remaining: path.remaining(from: target))
            }
            while running.count < workers, let target = ready.removeFirst() {
                running.append((target, now + seconds[target.index]))
                order.append(graph[target].name)
            }
            guard let first = running.indices.min(by: { running[$0].end < running[$1].end }) else { break }
            let (target, end) = running.remove(at: first)
            now = end
            plan.complete(target, .done(Digest(high: 1, low: UInt64(target.index))))
        }
        return (order, now)
    }
}
