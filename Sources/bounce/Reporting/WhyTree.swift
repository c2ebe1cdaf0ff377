internal import BuildEngine
internal import BuildGraph

/// `why` as a tree: the root causes, and from each the way to the target that was asked for. A target that follows from
/// several is drawn once, where the way to it is longest.
struct WhyTree {
    private let targets: [SurveyedTarget]
    /// By place in `targets`: those drawn below it, and those that follow from it and are drawn elsewhere.
    private var children: [[Int]]
    private var elsewhere: [[Int]]
    private var roots: [Int] = []

    /// Deeper trees go on in the same columns: a line has to hold a reason, too.
    private static let deepest = 8

    /// - Parameter chain: Inputs first, the target itself last.
    init(_ chain: [SurveyedTarget]) {
        targets = chain
        children = Array(repeating: [], count: chain.count)
        elsewhere = children
        var places: [String: Int] = [:]
        var depths: [Int] = []
        for (place, target) in chain.enumerated() {
            places[target.name] = place
            let above = target.reasons.filter { $0.code == .upstreamMaybe }.compactMap { places[$0.what] }
            // Of ways as long as each other, the last: what is asked for then ends the tree.
            let parent = above.max { (depths[$0], $0) < (depths[$1], $1) }
            depths.append(parent.map { depths[$0] + 1 } ?? 0)
            guard let parent else {
                roots.append(place)
                continue
            }
            children[parent].append(place)
            for other in Set(above).sorted() where other != parent { elsewhere[other].append(place) }
        }
    }

    func lines(_ layout: Layout) -> [String] {
        var lines: [String] = []
        var drawn: Set<Int> = []
        // Without recursion: a chain may be as long as there are targets.
        var open: [Branch] = roots.reversed().map { Branch(place: $0, stem: "", isLast: true, depth: 0) }
        while let branch = open.popLast() {
            drawn.insert(branch.place)
            let below = children[branch.place]
            let links = branch.depth == 0 ? elsewhere[branch.place] : []
            lines += draw(branch, isForked: !below.isEmpty || !links.isEmpty, layout)
            let stem = branch.stemBelow(deepest: Self.deepest)
            for (index, place) in links.enumerated() {
                let corner = below.isEmpty && index == links.count - 1 ? "└─" : "├─"
                let side = drawn.contains(place) ? "above" : "below"
                lines += layout.lines(
                    "\(targets[place].name), \(side)", first: "\(stem)\(corner) ", rest: stem)
            }
            open += below.enumerated().reversed().map { index, place in
                Branch(
                    place: place, stem: stem, isLast: index == below.count - 1, depth: branch.depth + 1)
            }
        }
        return lines
    }

    /// One target to draw.
    private struct Branch {
        let place: Int
        /// What stands to the left of it.
        let stem: String
        let isLast: Bool
        let depth: Int

        var corner: String { depth == 0 ? "" : isLast ? "└─ " : "├─ " }

        /// What stands to the left of that which follows from it.
        func stemBelow(deepest: Int) -> String {
            depth == 0 || depth > deepest ? stem : stem + (isLast ? "   " : "│  ")
        }
    }

    private func draw(_ branch: Branch, isForked: Bool, _ layout: Layout) -> [String] {
        let target = targets[branch.place]
        let stem = branch.stemBelow(deepest: Self.deepest) + (isForked ? "│" : " ")
        return layout.lines(
            StatusText.head(target), first: branch.stem + branch.corner, rest: "\(stem)      ")
            + target.reasons.flatMap {
                layout.lines($0.text, first: "\(stem)      ", rest: "\(stem)        ")
            }
    }
}
