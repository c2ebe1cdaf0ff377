import BuildGraph
import Testing

@testable import BuildEngine
@testable import bounce

@Suite("The last lines of a build")
struct RunChangesTests {
    private func report(_ name: String, _ outcome: TargetOutcome = .rendered, _ reasons: Reason...)
        -> TargetReport
    {
        TargetReport(name: name, kind: .stem, outcome: outcome, seconds: 0.1, reasons: reasons)
    }

    private func lines(_ reports: TargetReport...) -> [String] {
        var changes = RunChanges()
        for report in reports { changes.add(report) }
        return changes.lines.map { String($0.drop { $0 == " " }) }
    }

    @Test("say what was edited, what followed, and what it cost")
    func edit() {
        let edited = Reason(.param, "tone.frequency", from: "55 Hz", to: "61.74 Hz")
        #expect(
            lines(
                report("bass", .rendered, edited, edited), report("pad", .fresh),
                report("mix", .rendered, Reason(.upstream, "bass")),
                report("delivery", .judged, Reason(.upstream, "mix"))) == [
                    "bass: tone.frequency: 55 Hz → 61.74 Hz (+1 more)", "and so: mix, delivery",
                    "0.30 s of work",
                ])
    }

    @Test("count what is new, and cut what is many")
    func many() {
        let new = Reason(.new, "")
        #expect(lines(report("bass", .rendered, new)) == ["1 new target", "0.10 s of work"])
        #expect(
            lines(report("bass", .rendered, Reason(.forced, ""))) == [
                "1 target asked for with --force", "0.10 s of work",
            ])
        var changes = RunChanges()
        for number in 1...5 { changes.add(report("\(number)", .rendered, Reason(.outputMissing, "it"))) }
        for number in 1...9 { changes.add(report("low \(number)", .rendered, Reason(.upstream, "1"))) }
        #expect(
            changes.lines.map { String($0.drop { $0 == " " }) } == [
                "1: it does not exist", "2: it does not exist",
                "3: it does not exist", "and 2 other targets",
                "and so: low 1, low 2, low 3, low 4, low 5, low 6 and 3 more", "1.4 s of work",
            ])
    }
}

@Suite("An event as a line")
struct EventLineTests {
    @Test("progress has the frames, and a forecast no line")
    func progress() throws {
        let progress = TargetProgress(name: "mix", frames: 96_000, of: 1_536_000, sampleRate: 48_000)
        #expect(
            EventLine.text(.targetProgress(progress))
                == #"{"event":"target-progress","frames":96000,"of":1536000,"target":"mix"}"#)
        #expect(EventLine.text(.forecast(Forecast(try Graph([]), [:], workers: 1))) == nil)
    }
}
