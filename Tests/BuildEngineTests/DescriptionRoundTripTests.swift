import Foundation
import TargetDescription
import Testing

@testable import BuildEngine

/// What a manifest emits is what is read: the writer and the reader against each other, for the whole catalogue.
@Suite struct DescriptionRoundTripTests {
    @Test("every value of every parameter comes back equal", arguments: Catalogue.rules.indices)
    func roundTrip(index: Int) throws {
        let rule = Catalogue.rules[index]
        for parameter in rule.parameters {
            for value in Examples.values(parameter.kind) {
                let production = Examples.wrapped(Examples.recipe(rule, parameter.name, value))
                let back = try DescriptionDecoder.decode(production.description())
                #expect(back == production, "\(rule.name).\(parameter.name) = \(value)")
            }
        }
    }

    @Test("the lines come back, too")
    func lines() throws {
        let production = Examples.production([Examples.usual(.stem)]).moved(by: 40)
        let back = try DescriptionDecoder.decode(production.description())
        #expect(back.line == 41)
        #expect(back.parts.map(\.line) == production.parts.map(\.line))
    }

    @Test("what is left out of the JSON is the default of its rule", arguments: Catalogue.rules.indices)
    func defaults(index: Int) throws {
        let rule = Catalogue.rules[index]
        let production = Examples.wrapped(Examples.usual(rule))
        var object = try #require(
            JSONSerialization.jsonObject(with: Data(production.description())) as? [String: Any])
        let optional = Set(rule.parameters.filter { $0.fallback != nil }.map(\.name))
        object = try #require(Self.strip(object, rule, optional) as? [String: Any])
        let back = try DescriptionDecoder.decode([UInt8](JSONSerialization.data(withJSONObject: object)))
        #expect(back == production)
    }

    /// Takes parameters out of every use of a rule.
    private static func strip(_ json: Any, _ rule: Rule, _ parameters: Set<String>) -> Any {
        if let list = json as? [Any] { return list.map { strip($0, rule, parameters) } }
        guard var object = json as? [String: Any] else { return json }
        if object["rule"] as? String == rule.name { object = object.filter { !parameters.contains($0.key) } }
        return object.mapValues { strip($0, rule, parameters) }
    }

    @Test("a null counts as left out")
    func null() throws {
        let text = """
            {"schema": 1, "name": "p", "tempo": null, "duration": null, "targets": [
                {"rule": "process", "name": "a", "source": "b", "format": null, "gates": null}]}
            """
        let back = try DescriptionDecoder.decode(Array(text.utf8))
        #expect(back["tempo"] == .number(120))
        #expect(back["duration"] == .absent)
    }

    @Test("a family of one rule goes without saying; a zero has no sign")
    func shortForms() throws {
        let text = """
            {"schema": 1, "name": "p", "sections": [{"name": "a", "length": {"bars": 1}}], "targets": [
                {"rule": "master", "name": "m", "inputs": [{"target": "x", "pan": -0.0, "gain": {"linear": -0.0}}]}]}
            """
        let production = try DescriptionDecoder.decode(Array(text.utf8))
        let input = try #require(production.parts.last?.parts.first)
        #expect(input.rule.name == "input")
        guard case .number(let pan) = input["pan"], case .quantity(let gain, .linear) = input["gain"] else {
            Issue.record("\(input)")
            return
        }
        #expect(pan.sign == .plus && gain.sign == .plus)
    }
}
