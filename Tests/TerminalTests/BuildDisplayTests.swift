import BuildGraph
import Testing

@testable import BuildEngine
@testable import bounce

@Suite("What a terminal shows of a build")
struct BuildDisplayTests {
    /// Three of six targets are done; a stem and the mix are being made, and an archive that cannot tell how far it
    /// is.
    private static func display() throws -> BuildDisplay {
        var display = BuildDisplay(nameWidth: 16)
        display.take(.runStarted(production: "song", targets: 6), at: 0)
        display.take(.forecast(try forecast()), at: 0)
        display.take(.targetStarted(name: "bass", action: "rendering"), at: 0)
        display.take(
            .targetFinished(
                TargetReport(
                    name: "bass", kind: .stem, outcome: .rendered, seconds: 0.5,
                    verdicts: [Verdict("finite", holds: true, expected: "", found: "")])), at: 0.5)
        display.take(.targetStarted(name: "mix", action: "rendering"), at: 0.5)
        display.take(.targetStarted(name: "a name that is rather long", action: "judging"), at: 0.5)
        display.take(.targetStarted(name: "delivery", action: "rendering"), at: 1)
        display.take(progress("mix", 952_320, of: 1_536_000), at: 1.5)
        display.take(progress("a name that is rather long", 4_800, of: 96_000), at: 1.5)
        return display
    }

    private static func forecast() throws -> Forecast {
        let names = ["bass", "mix", "a name that is rather long", "delivery"]
        let graph = try Graph(names.map { Declaration(name: $0, output: "bounces/\($0)") })
        let seconds = Dictionary(
            uniqueKeysWithValues: names.map { (try? graph.find($0)) ?? TargetID(0) }
                .map { ($0, Double?.some(2)) })
        return Forecast(graph, seconds, workers: 3)
    }

    private static func progress(_ name: String, _ frames: Int, of total: Int) -> Event {
        .targetProgress(TargetProgress(name: name, frames: frames, of: total, sampleRate: 48_000))
    }

    private static let pictures: [(columns: Int, isUnicode: Bool, picture: String)] = [
        (
            40, true,
            """
            › mix           ━━━━━━─────  62%    20×
            › a name that … ───────────   5%   0.1×
            › delivery      rendering, 0.50 s
            3 of 6 targets, 1.5 s, about 19 s left
            """
        ),
        (
            40, false,
            """
            > mix           ######-----  62%    20x
            > a name tha... -----------   5%   0.1x
            > delivery      rendering, 0.50 s
            3 of 6 targets, 1.5 s, about 19 s left
            """
        ),
        (
            80, true,
            """
            › mix              ━━━━━━━━━━━━━━━──────────  62%    20×  952320/1536000 frames
            › a name that is … ━────────────────────────   5%   0.1×      4800/96000 frames
            › delivery         rendering, 0.50 s
            3 of 6 targets, 1 gate held, 1.5 s, about 19 s left
            """
        ),
        (
            80, false,
            """
            > mix              ###############----------  62%    20x  952320/1536000 frames
            > a name that i... #------------------------   5%   0.1x      4800/96000 frames
            > delivery         rendering, 0.50 s
            3 of 6 targets, 1 gate held, 1.5 s, about 19 s left
            """
        ),
        (
            120, true,
            """
            › mix              ━━━━━━━━━━━━━━━━━━━━━━━━────────────────  62%    20×  952320/1536000 frames
            › a name that is … ━━──────────────────────────────────────   5%   0.1×      4800/96000 frames
            › delivery         rendering, 0.50 s
            3 of 6 targets, 1 gate held, 1.5 s, about 19 s left
            """
        ),
        (
            120, false,
            """
            > mix              ########################----------------  62%    20x  952320/1536000 frames
            > a name that i... ##--------------------------------------   5%   0.1x      4800/96000 frames
            > delivery         rendering, 0.50 s
            3 of 6 targets, 1 gate held, 1.5 s, about 19 s left
            """
        ),
    ]

    @Test("in windows of 40, 80 and 120 columns, in Unicode and in ASCII", arguments: pictures)
    func picture(columns: Int, isUnicode: Bool, picture: String) throws {
        let lines = try Self.display().lines(at: 1.5, Layout(columns: columns, isUnicode: isUnicode))
        #expect(lines.joined(separator: "\n") == picture)
    }

    @Test("never reaches the last column, and in ASCII is nothing else", arguments: 20...130)
    func everyWidth(columns: Int) throws {
        let display = try Self.display()
        for isUnicode in [true, false] {
            let lines = display.lines(at: 1.5, Layout(columns: columns, isUnicode: isUnicode))
            #expect(lines.allSatisfy { width($0) < columns }, "\(lines)")
            #expect(isUnicode || lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(lines)")
        }
    }

    @Test("has no more lines than the window")
    func lowWindow() throws {
        let lines = try Self.display().lines(at: 1.5, Layout(columns: 80, rows: 4))
        #expect(lines.count == 3)
        #expect(lines[1] == "and 2 more")
    }

    @Test("is nothing before something is begun, and after everything is done")
    func nothing() throws {
        var display = BuildDisplay(nameWidth: 16)
        #expect(display.lines(at: 0, Layout(columns: 80)) == [])
        display.take(.runStarted(production: "song", targets: 6), at: 0)
        #expect(display.lines(at: 0, Layout(columns: 80)) == [])
        display = try Self.display()
        display.take(.runFinished(RunSummary()), at: 2)
        #expect(display.lines(at: 2, Layout(columns: 80)) == [])
    }

    @Test("says that it stops when somebody asked for that")
    func stopping() throws {
        var display = try Self.display()
        display.isStopping = true
        #expect(display.lines(at: 1.5, Layout(columns: 80)).last == "stopping: 3 of 6 targets done")
    }

    @Test("counts a target once, whether or not it was foreseen")
    func counting() throws {
        var display = BuildDisplay(nameWidth: 16)
        display.take(.runStarted(production: "song", targets: 6), at: 0)
        let fresh = TargetReport(name: "other", kind: .stem, outcome: .fresh)
        display.take(.targetFinished(fresh), at: 0)
        display.take(.forecast(try Self.forecast()), at: 0)
        display.take(.targetStarted(name: "mix", action: "rendering"), at: 0)
        display.take(
            .targetFinished(TargetReport(name: "another", kind: .stem, outcome: .fresh)), at: 0)
        #expect(display.lines(at: 1, Layout(columns: 80)).last?.hasPrefix("2 of 6 targets") == true)
        // It may have come out the same.
        display.take(.targetFinished(TargetReport(name: "bass", kind: .stem, outcome: .fresh)), at: 1)
        #expect(display.lines(at: 1, Layout(columns: 80)).last?.hasPrefix("3 of 6 targets") == true)
    }

    @Test("says nothing of the time that is left where nothing is known of it")
    func unknown() {
        var display = BuildDisplay(nameWidth: 16)
        display.take(.runStarted(production: "song", targets: 1), at: 0)
        display.take(.targetStarted(name: "mix", action: "rendering"), at: 0)
        #expect(
            display.lines(at: 2, Layout(columns: 80)) == [
                "› mix              rendering, 2.0 s", "0 of 1 target, 2.0 s",
            ])
    }
}
