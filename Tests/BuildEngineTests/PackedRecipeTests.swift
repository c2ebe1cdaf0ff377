import TargetDescription
import Testing

@testable import BuildEngine

/// What a ledger holds of a description is what the description says.
@Suite struct PackedRecipeTests {
    @Test("every value of every parameter comes back equal", arguments: Catalogue.rules.indices)
    func roundTrip(index: Int) {
        let rule = Catalogue.rules[index]
        for parameter in rule.parameters {
            for value in Examples.values(parameter.kind) {
                let production = Examples.wrapped(Examples.recipe(rule, parameter.name, value))
                let back = PackedRecipe.recipe(from: PackedRecipe.bytes(of: production))
                #expect(back == production, "\(rule.name).\(parameter.name) = \(value)")
            }
        }
    }

    @Test("the lines come back, too")
    func lines() throws {
        let production = Examples.production([Examples.usual(.stem)]).moved(by: 40)
        let back = try #require(PackedRecipe.recipe(from: PackedRecipe.bytes(of: production)))
        #expect(back.line == 41)
        #expect(back.parts.map(\.line) == production.parts.map(\.line))
    }

    @Test("bytes that are cut off anywhere, or go on, are no recipe")
    func damaged() {
        let bytes = PackedRecipe.bytes(of: Examples.production([Examples.usual(.master)]))
        for count in bytes.indices {
            #expect(PackedRecipe.recipe(from: Array(bytes[..<count])) == nil, "\(count) of \(bytes.count)")
        }
        #expect(PackedRecipe.recipe(from: bytes + [0]) == nil)
    }
}
