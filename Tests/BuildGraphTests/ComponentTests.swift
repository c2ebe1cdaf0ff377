import BuildGraph
import Testing

@Suite struct ComponentTests {
    /// Texts that run into one another where lengths are not kept.
    static let texts = [
        "", "a", "b", "ab", "ba", "\0", "a\0", "\u{1}", "é", "e\u{301}", "🎵",
        String(repeating: "x", count: 300),
    ]

    static let single: [Component] = [Component.Source.rule, .parameter, .target, .file, .tool].flatMap {
        source in
        texts.flatMap { name in texts.map { Component(source, name, $0) } }
    }

    @Test("components come back from their bytes")
    func roundTrip() throws {
        let all = ComponentTests.single
        let back = try #require(Component.decode(Component.canonicalBytes(of: all)))
        #expect(back.count == all.count)
        for (one, other) in zip(back, all) {
            #expect(one.source == other.source)
            #expect(Array(one.name.utf8) == Array(other.name.utf8))
            #expect(Array(one.value.utf8) == Array(other.value.utf8))
        }
        #expect(Component.decode([]) == [])
    }

    @Test("no two lists of components share their bytes")
    func injective() {
        let lists =
            [[]] + ComponentTests.single.map { [$0] }
            + zip(ComponentTests.single, ComponentTests.single.dropFirst()).map { [$0, $1] }
        #expect(Set(lists.map(Component.canonicalBytes)).count == lists.count)
    }

    @Test("damaged bytes are no components")
    func damaged() {
        let bytes = Component.canonicalBytes(of: [
            Component(.file, "a.wav", "missing"), Component(.parameter, "größe", "1 Hz"),
        ])
        for count in 1..<bytes.count
        where count != Component.canonicalBytes(of: [Component(.file, "a.wav", "missing")]).count {
            #expect(Component.decode(Array(bytes.prefix(count))) == nil, "the first \(count) bytes")
        }
        var huge = bytes
        huge.replaceSubrange(0..<4, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(Component.decode(huge) == nil)
        var text = bytes
        text[text.count - 1] = 0xFF
        #expect(Component.decode(text) == nil)
    }
}

@Suite struct ReasonTests {
    static let old = [
        Component(.rule, "stem", "stem@1"), Component(.parameter, "level", "1"),
        Component(.target, "bass", "d1"),
        Component(.file, "a.wav", "d2"), Component(.tool, "codec", "1"),
    ]

    func replacing(_ index: Int, _ value: String) -> [Component] {
        var new = ReasonTests.old
        new[index] = Component(new[index].source, new[index].name, value)
        return new
    }

    @Test(
        "each kind of component has its own word for a change",
        arguments: [
            (0, "stem@2", Reason.Code.rule), (1, "2", .param), (2, "d3", .upstream), (3, "d3", .inputContent),
            (3, "missing", .inputMissing), (4, "2", .tool),
        ] as [(Int, String, Reason.Code)])
    func changes(index: Int, value: String, code: Reason.Code) {
        let was = ReasonTests.old[index]
        #expect(
            Reason.differences(from: ReasonTests.old, to: replacing(index, value)) == [
                Reason(code, was.name, from: was.value, to: value)
            ])
    }

    @Test(
        "each kind of component has its own word for coming and going",
        arguments: [(0, Reason.Code.rule), (1, .param), (2, .inputSet), (3, .inputSet), (4, .tool)]
            as [(Int, Reason.Code)])
    func membership(index: Int, code: Reason.Code) {
        var without = ReasonTests.old
        let part = without.remove(at: index)
        #expect(
            Reason.differences(from: ReasonTests.old, to: without) == [
                Reason(code, part.name, from: part.value)
            ])
        #expect(
            Reason.differences(from: without, to: ReasonTests.old) == [
                Reason(code, part.name, to: part.value)
            ])
    }

    @Test("the same components are no reason; the same in another order, or spelt otherwise, are one")
    func sameParts() {
        #expect(Reason.differences(from: ReasonTests.old, to: ReasonTests.old).isEmpty)
        #expect(
            Reason.differences(from: ReasonTests.old, to: ReasonTests.old.reversed()) == [
                Reason(.param, "the order of its parts", from: "stem", to: "codec")
            ])
        // Equal to Swift, and not to a key.
        let composed = [Component(.file, "caf\u{E9}.wav", "d")]
        let decomposed = [Component(.file, "cafe\u{301}.wav", "d")]
        #expect(Component.canonicalBytes(of: composed) != Component.canonicalBytes(of: decomposed))
        #expect(Reason.differences(from: composed, to: decomposed).count == 1)
    }

    @Test("the codes are words of the interface, and do not change")
    func codes() {
        #expect(
            Reason.Code.allCases.map(\.rawValue) == [
                "new", "input-content", "input-set", "input-missing", "param", "rule", "tool", "env",
                "output-missing",
                "output-modified", "gate-added", "gate-changed", "gate-failed", "upstream", "upstream-maybe",
                "evicted",
                "interrupted", "forced",
            ])
    }
}

@Suite struct DigestTextTests {
    @Test("a digest has one text form, which comes back")
    func roundTrip() {
        for digest in [
            Digest(high: 0, low: 0), Digest(high: 1, low: .max), Digest(high: 0xAB, low: 0xCD << 56),
        ] {
            #expect(Digest(text: digest.text) == digest)
            #expect(digest.text.count == 41)
            #expect(digest.hexadecimal.hasPrefix(digest.short) && digest.short.count == 8)
        }
        #expect(Digest(high: 0xAB, low: 1).text == "xxh3-128:00000000000000ab0000000000000001")
    }

    @Test(
        "anything else is no digest",
        arguments: [
            "", "xxh3-128:", "missing", "00000000000000ab0000000000000001",
            "xxh3-128:00000000000000ab000000000000000", "xxh3-128:00000000000000ab00000000000000011",
            "xxh3-128:00000000000000AB0000000000000001", "xxh3-128:+0000000000000ab0000000000000001",
            "xxh3-128:-0000000000000ab0000000000000001", "xxh3-128:0000000000000gab0000000000000001",
            "xxh3-64:00000000000000ab0000000000000001", "XXH3-128:00000000000000ab0000000000000001",
        ])
    func refused(text: String) {
        #expect(Digest(text: text) == nil)
    }

    @Test("digests are ordered by their text")
    func ordered() {
        let digests = [Digest(high: 0, low: 2), Digest(high: 1, low: 0), Digest(high: 1, low: 1)]
        #expect(digests.reversed().sorted() == digests)
        #expect(digests.map(\.text) == digests.map(\.text).sorted())
    }
}
