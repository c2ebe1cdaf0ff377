import Testing

@testable import BuildEngine
@testable import BuildStore

@Suite struct EvictionTests {
    /// Files of 10 bytes each, named after the second in which they were last in use.
    private func file(_ second: Int64, _ kind: KeptFile.Kind = .failed) -> KeptFile {
        KeptFile(path: "\(second)", kind: kind, size: 10, lastUse: second, modified: 0)
    }

    private func removed(
        _ files: [KeptFile], atMost size: Int64 = .max, notBefore: Int64? = nil, pinned: Set<String> = []
    ) -> [String] {
        let limits = CacheLimits(size: ByteSize(bytes: size), notBefore: notBefore)
        let eviction = Eviction(files, limits) { pinned.contains($0.path) }
        #expect(eviction.removed.count + eviction.kept.count == files.count)
        return eviction.removed.map(\.path)
    }

    @Test("the longest unused goes first, and no more than has to")
    func bySize() {
        let files = [3, 1, 4, 2].map { file($0) }
        #expect(removed(files, atMost: 40) == [])
        #expect(removed(files, atMost: 39) == ["1"])
        #expect(removed(files, atMost: 20) == ["1", "2"])
        #expect(removed(files, atMost: 0) == ["1", "2", "3", "4"])
    }

    @Test("what is pinned stays, and others go in its place")
    func pinned() {
        let files = [1, 2, 3, 4].map { file($0) }
        #expect(removed(files, atMost: 20, pinned: ["1"]) == ["2", "3"])
        #expect(removed(files, atMost: 0, notBefore: 100, pinned: ["1", "4"]) == ["2", "3"])
    }

    @Test("what is older than the limit goes, also where there is room")
    func byAge() {
        #expect(removed([1, 2, 3].map { file($0) }, notBefore: 3) == ["1", "2"])
    }

    @Test("a temporary goes in any case")
    func temporaries() {
        #expect(removed([file(1), file(2, .temporary)]) == ["2"])
    }
}
