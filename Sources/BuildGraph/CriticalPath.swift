/// How long it takes from the start of a target to the end of the last one that is made from it, if nothing
/// waits for a worker: what is started late on the longest such path makes the whole build late.
///
/// Paths are worked out when they are asked for, so that a build of a few targets costs no walk over all.
package struct CriticalPath {
    private let graph: Graph
    /// How long a target takes by itself, seconds.
    private let seconds: (TargetID) -> Double
    private var remaining: [TargetID: Double] = [:]

    /// - Parameter seconds: as earlier runs took; 0 where that is not known.
    package init(_ graph: Graph, seconds: @escaping (TargetID) -> Double) {
        self.graph = graph
        self.seconds = seconds
    }

    /// The seconds from the start of a target to the end of the longest path that it begins.
    package mutating func remaining(from target: TargetID) -> Double {
        // Dependents first, without recursion: a chain may be as long as there are targets.
        var open = [target]
        while let next = open.last {
            if remaining[next] != nil {
                open.removeLast()
                continue
            }
            let dependents = graph.dependents[next.index]
            let unknown = dependents.filter { remaining[$0] == nil }
            guard unknown.isEmpty else {
                open += unknown
                continue
            }
            remaining[next] = seconds(next) + (dependents.compactMap { remaining[$0] }.max() ?? 0)
            open.removeLast()
        }
        return remaining[target] ?? 0
    }
}

/// Targets that may begin, the one with the longest path first; among equal ones, the one that came first.
package struct ReadyTargets<Content> {
    private struct Entry {
        let remaining: Double
        let number: Int
        let content: Content

        func precedes(_ other: Entry) -> Bool {
            remaining != other.remaining ? remaining > other.remaining : number < other.number
        }
    }

    // A binary heap: the entry at n precedes those at 2n + 1 and 2n + 2.
    private var heap: [Entry] = []
    private var count = 0

    package init() {}

    package var isEmpty: Bool { heap.isEmpty }

    package mutating func insert(_ content: Content, remaining: Double) {
        heap.append(Entry(remaining: remaining, number: count, content: content))
        count += 1
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    package mutating func removeFirst() -> Content? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last.content }
        heap[0] = last
        var place = 0
        while true {
            let children = (2 * place + 1..<2 * place + 3).clamped(to: 0..<heap.count)
            guard let best = children.min(by: { heap[$0].precedes(heap[$1]) }),
                heap[best].precedes(heap[place])
            else { return first.content }
            heap.swapAt(place, best)
            place = best
        }
    }

    package mutating func removeAll() { heap = [] }
}
