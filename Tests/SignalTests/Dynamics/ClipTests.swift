import Testing

@testable import Signal

@Suite("Clip")
struct ClipTests {
    @Test("what is above the ceiling is put on it and counted; what is on it is not")
    func clips() throws {
        var clip = Clip(ceiling: 0.5)
        let output = try clip.processed([[0.4, 0.5, 0.6, -0.5], [-0.7, 0, .infinity, -.infinity]])
        #expect(output == [[0.4, 0.5, 0.5, -0.5], [-0.5, 0, 0.5, -0.5]])
        #expect(clip.limitedSamples == 4)
    }

    @Test("what is not a number stays so, and is not counted")
    func notANumber() throws {
        var clip = Clip(ceiling: 0.5)
        #expect(try clip.processed([[.nan]])[0][0].isNaN)
        #expect(clip.limitedSamples == 0)
    }

    @Test("the count goes on from block to block")
    func counts() throws {
        var clip = Clip(ceiling: 0.5)
        _ = try clip.processed([Array(repeating: 1, count: 100)], blockCapacities: [7])
        #expect(clip.limitedSamples == 100)
    }
}
