/// A filter of any number of sections, two by two.
struct Cascade: Sendable {
    let pairs: [SectionPair]

    /// An odd section at the end is paired with one that changes nothing.
    init(_ sections: [Biquad]) {
        pairs = stride(from: 0, to: sections.count, by: 2).map { index in
            SectionPair(
                first: sections[index],
                second: index + 1 < sections.count ? sections[index + 1] : .identity)
        }
    }

    /// The states at rest: nothing but silence came before.
    var resting: [SectionPair.State] { Array(repeating: SectionPair.State(), count: pairs.count) }

    /// The states that an endless constant input of 1 leaves behind (scipy calls them `sosfilt_zi`).
    var settled: [SectionPair.State] {
        var level = 1.0
        return pairs.map { pair in
            defer { level *= pair.steadyGain }
            return pair.settled.scaled(by: level)
        }
    }
}
