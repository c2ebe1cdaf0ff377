/// What the plan asks of the world: facts that were gathered before it, and looks into the store that only
/// read. The plan itself does no input or output; its tests give it dictionaries.
package struct Memory {
    /// What is known of each target, by its position in the graph.
    package var histories: [History]
    /// The digest of each input file that exists.
    package var files: [String: Digest]
    /// What is in the place of an input file that is none: "a named pipe".
    package var obstacles: [String: String]
    /// The digest of some bytes.
    package var digest: ([UInt8]) -> Digest
    /// Whether bytes of that digest are kept somewhere.
    package var isKept: (Digest) -> Bool
    /// The output that a key is known to give.
    package var output: (Digest) -> Digest?
    /// The components of a target's last good build: for explanations.
    package var components: (TargetID) -> [Component]
    /// The gates of a target's last good build: for explanations.
    package var gates: (TargetID) -> [Component]

    package init(
        histories: [History], files: [String: Digest], obstacles: [String: String] = [:],
        digest: @escaping ([UInt8]) -> Digest,
        isKept: @escaping (Digest) -> Bool, output: @escaping (Digest) -> Digest?,
        components: @escaping (TargetID) -> [Component], gates: @escaping (TargetID) -> [Component]
    ) {
        self.histories = histories
        self.files = files
        self.obstacles = obstacles
        self.digest = digest
        self.isKept = isKept
        self.output = output
        self.components = components
        self.gates = gates
    }
}
