import Signal
import Testing

@Suite("The meters meet the minimum requirements of EBU Tech 3341 and 3342")
struct ConformanceTests {
    @Test("case by case, within the standard's tolerance", arguments: Conformance.cases)
    func standard(_ requirement: ConformanceCase) throws {
        let reading = requirement.measure()
        let found = try #require(reading.found)
        #expect(requirement.holds(reading), "expected \(reading.expected), found \(found)")
    }

    @Test("all that can be synthesised are there")
    func numbers() {
        func numbers(_ standard: String) -> [Int] {
            Conformance.cases.filter { $0.standard == standard }.map(\.number)
        }
        #expect(numbers("EBU Tech 3341") == [1, 2, 3, 4, 5, 6] + Array(9...23))
        #expect(numbers("EBU Tech 3342") == [1, 2, 3, 4])
    }

    @Test("a reading that is off, and none at all, do not hold")
    func broken() throws {
        let first = try #require(Conformance.cases.first)
        #expect(!first.holds(ConformanceCase.Reading(expected: -23, found: -22.89)))
        #expect(!first.holds(ConformanceCase.Reading(expected: -23, found: nil)))
        #expect(first.holds(ConformanceCase.Reading(expected: -23, found: -22.95)))
    }
}
