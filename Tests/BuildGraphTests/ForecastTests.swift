import BuildGraph
import Testing

@Suite("A forecast of the time that is left")
struct ForecastTests {
    /// Two stems and a mix of both.
    private static func forecast(
        _ bass: Double?, _ lead: Double?, _ mix: Double?, workers: Int
    ) throws -> Forecast {
        let graph = try Graph([
            Declaration(name: "bass", output: "bounces/bass"),
            Declaration(name: "lead", output: "bounces/lead"),
            Declaration(name: "mix", output: "bounces/mix", inputs: ["bass", "lead"]),
        ])
        return Forecast(
            graph, [TargetID(0): bass, TargetID(1): lead, TargetID(2): mix], workers: workers)
    }

    @Test("is all the work for one worker, and the longest chain for many")
    func workers() throws {
        #expect(try Self.forecast(2, 3, 4, workers: 1).remaining() == 9)
        #expect(try Self.forecast(2, 3, 4, workers: 2).remaining() == 7)
        #expect(try Self.forecast(8, 8, 0, workers: 2).remaining() == 8)
        #expect(try Self.forecast(2, 3, 4, workers: 64).remaining() == 7)
    }

    @Test("says whether something is missing in it, and nothing where everything is")
    func unknown() throws {
        let some = try Self.forecast(2, nil, 4, workers: 2)
        #expect(some.remaining() == 6 && !some.isComplete)
        let none = try Self.forecast(nil, nil, nil, workers: 2)
        #expect(none.remaining() == nil && !none.isComplete)
        #expect(try Self.forecast(0, 0, 0, workers: 2).remaining() == 0)
        #expect(try Self.forecast(1, 1, 1, workers: 2).isComplete)
    }

    @Test("gets shorter while targets run, by their own pace where they tell it")
    func running() throws {
        let forecast = try Self.forecast(2, 3, 4, workers: 2)
        #expect(forecast.remaining(["lead": .init(elapsed: 1)]) == 6)
        // It is quicker than it was.
        #expect(forecast.remaining(["lead": .init(elapsed: 1, fraction: 0.5)]) == 6)
        #expect(
            forecast.remaining(["bass": .init(elapsed: 2), "lead": .init(elapsed: 1, fraction: 0.9)])
                .map { abs($0 - (1.0 / 9 + 4)) < 1e-9 } == true)
        // Too early to tell.
        #expect(forecast.remaining(["lead": .init(elapsed: 1, fraction: 0.01)]) == 6)
        // Longer than ever before: it may be done any moment.
        #expect(forecast.remaining(["bass": .init(elapsed: 9), "lead": .init(elapsed: 9)]) == 4)
    }

    @Test("of a target that nobody timed is told by its pace")
    func pace() throws {
        let forecast = try Self.forecast(nil, nil, nil, workers: 2)
        #expect(forecast.remaining(["bass": .init(elapsed: 1)]) == nil)
        #expect(forecast.remaining(["bass": .init(elapsed: 1, fraction: 0.25)]) == 3)
    }

    @Test("forgets what is done")
    func settled() throws {
        var forecast = try Self.forecast(2, 3, nil, workers: 1)
        forecast.settle("bass")
        forecast.settle("bass")
        #expect(forecast.remaining() == 3 && forecast.count == 2 && !forecast.contains("bass"))
        forecast.settle("mix")
        #expect(forecast.isComplete)
        forecast.settle("lead")
        #expect(forecast.remaining() == nil && forecast.count == 0)
    }
}
