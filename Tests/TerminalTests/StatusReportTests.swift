import BuildGraph
import Testing

@testable import BuildEngine
@testable import bounce

@Suite("What status and why say")
struct StatusReportTests {
    private static func target(
        _ name: String, _ state: TargetState, _ reasons: [Reason] = []
    ) -> SurveyedTarget {
        SurveyedTarget(
            name: name, kind: .stem, state: state, output: nil, action: .wait, reasons: reasons, inputs: [])
    }

    private static func param(_ what: String) -> Reason {
        Reason(.param, what, from: "55 Hz", to: "61.74 Hz")
    }

    private static func waits(_ names: String...) -> [Reason] { names.map { Reason(.upstreamMaybe, $0) } }

    /// Two stems were edited; the mix waits for both, and has a new gate of its own in `gate`.
    private static func song(gate: [Reason] = []) -> [SurveyedTarget] {
        [
            target("bass", .stale, [param("tone.frequency")]), target("pad", .fresh),
            target("drums", .stale, [param("drums.level"), param("drums.swing")]),
            target("bass low", .maybe, waits("bass")),
            target("mix", .maybe, gate + waits("bass low", "drums")),
            target("delivery", .maybe, waits("mix", "bass")),
        ]
    }

    private func status(
        _ targets: [SurveyedTarget], isVerbose: Bool = false, columns: Int? = 80, isUnicode: Bool = true
    ) -> String {
        StatusReport(Survey(targets: targets, provenCount: 0), nil)
            .lines(isVerbose: isVerbose, Layout(columns: columns, isUnicode: isUnicode))
            .joined(separator: "\n")
    }

    @Test("status has the root causes first, and what may follow below, in short")
    func folded() {
        #expect(
            status(Self.song()) == """
                stale  bass
                │      tone.frequency: 55 Hz → 61.74 Hz
                └─ may follow: bass low
                stale  drums
                │      drums.level: 55 Hz → 61.74 Hz
                │      drums.swing: 55 Hz → 61.74 Hz
                └─ may follow from these: mix, delivery
                5 of 6 targets are not up to date
                """)
    }

    @Test("with -v, status has all of it")
    func verbose() {
        #expect(
            status(Self.song(), isVerbose: true) == """
                stale  bass
                │      tone.frequency: 55 Hz → 61.74 Hz
                └─ maybe  bass low
                          waits for 'bass', which may come out the same
                stale  drums
                │      drums.level: 55 Hz → 61.74 Hz
                │      drums.swing: 55 Hz → 61.74 Hz
                ├─ maybe  mix
                │         waits for 'bass low', which may come out the same
                │         waits for 'drums', which may come out the same
                └─ maybe  delivery
                          waits for 'mix', which may come out the same
                          waits for 'bass', which may come out the same
                fresh  pad
                5 of 6 targets are not up to date
                """)
    }

    @Test("status shortens a long list, and gives all of it with -v")
    func longList() {
        let many = (1...30).map { Self.target("low \($0)", .maybe, Self.waits("bass")) }
        let targets = [Self.target("bass", .stale, [Self.param("tone.frequency")])] + many
        #expect(
            status(targets).contains(
                "└─ may follow: low 1, low 2, low 3, low 4, low 5, low 6 and 24 more\n"))
        #expect(status(targets, isVerbose: true).contains("└─ maybe  low 30\n"))
    }

    @Test("a target with a reason of its own is a cause, whatever it waits for")
    func ownReason() {
        let text = status(Self.song(gate: [Reason(.gateAdded, "peak", to: "≤ -1 dBFS")]), isUnicode: false)
        #expect(
            text.hasSuffix(
                """
                maybe  mix
                |      gate 'peak' is new: <= -1 dBFS
                |      waits for 'bass low', which may come out the same
                |      waits for 'drums', which may come out the same
                `- may follow from these: delivery
                5 of 6 targets are not up to date
                """), "\(text)")
    }

    @Test("one is not many")
    func plurals() {
        #expect(status([Self.target("bass", .fresh)]) == "the target is up to date")
        let one = [Self.target("bass", .stale, [Reason(.new, "bass")])]
        #expect(status(one).hasSuffix("\n1 of 1 target is not up to date"))
        #expect(status([Self.target("pad", .fresh)] + one).hasSuffix("\n1 of 2 targets is not up to date"))
    }

    @Test("status says how long a build takes, as far as that is known")
    func estimate() throws {
        let graph = try Graph(["bass", "mix"].map { Declaration(name: $0, output: "bounces/\($0)") })
        let steps: [TargetID: Double?] = [TargetID(0): 2, TargetID(1): 3.2]
        func last(_ steps: [TargetID: Double?]) -> String? {
            let survey = Survey(targets: Self.song(), provenCount: 0)
            return StatusReport(survey, Forecast(graph, steps, workers: 2))
                .lines(isVerbose: false, Layout(columns: nil)).last
        }
        #expect(last(steps) == "5 of 6 targets are not up to date; to build them takes about 3.2 s")
        let unknown = steps.merging([TargetID(0): nil]) { _, new in new }
        #expect(last(unknown) == "5 of 6 targets are not up to date; to build them takes at least 3.2 s")
        #expect(last([TargetID(0): nil]) == "5 of 6 targets are not up to date")
    }

    @Test("why draws the ways from the causes, what was asked for last")
    func why() {
        let chain = Self.song().filter { $0.state != .fresh }
        #expect(
            WhyTree(chain).lines(Layout(columns: 80)).joined(separator: "\n") == """
                stale  bass
                │      tone.frequency: 55 Hz → 61.74 Hz
                ├─ delivery, below
                └─ maybe  bass low
                   │      waits for 'bass', which may come out the same
                   └─ maybe  mix
                      │      waits for 'bass low', which may come out the same
                      │      waits for 'drums', which may come out the same
                      └─ maybe  delivery
                                waits for 'mix', which may come out the same
                                waits for 'bass', which may come out the same
                stale  drums
                │      drums.level: 55 Hz → 61.74 Hz
                │      drums.swing: 55 Hz → 61.74 Hz
                └─ mix, above
                """)
    }

    @Test("why is no deeper for the stack, and for the window, when a chain is long")
    func longChain() {
        let chain =
            [Self.target("0", .stale, [Self.param("tone.frequency")])]
            + (1...5_000).map { Self.target("\($0)", .maybe, Self.waits("\($0 - 1)")) }
        let lines = WhyTree(chain).lines(Layout(columns: 80))
        #expect(lines.count == 10_002)
        #expect(lines.allSatisfy { width($0) <= 80 })
    }

    @Test("nothing is wider than the window", arguments: [40, 80, 120])
    func widths(columns: Int) {
        for isUnicode in [true, false] {
            for isVerbose in [true, false] {
                let text = status(Self.song(), isVerbose: isVerbose, columns: columns, isUnicode: isUnicode)
                #expect(text.split(separator: "\n").allSatisfy { width(String($0)) <= columns }, "\(text)")
            }
            let lines = WhyTree(Self.song().filter { $0.state != .fresh })
                .lines(Layout(columns: columns, isUnicode: isUnicode))
            #expect(lines.allSatisfy { width($0) <= columns })
        }
    }
}
