import TargetDescription
import Testing

@Suite struct CatalogueTests {
    @Test("no two rules of a family, and no two parameters of a rule, share a name")
    func unique() {
        for family in Family.allCases {
            let names = Catalogue.names(in: family)
            #expect(Set(names).count == names.count)
            #expect(!names.isEmpty, "no rule is \(family.article)")
            for name in names { #expect(Catalogue.rule(name, in: family)?.name == name) }
        }
        for rule in Catalogue.rules {
            #expect(Set(rule.parameters.map(\.name)).count == rule.parameters.count, "\(rule.name)")
            // These belong to the form of a description.
            #expect(
                Set(rule.parameters.map(\.name)).isDisjoint(with: ["rule", "line", "schema"]), "\(rule.name)")
            #expect(rule.version >= 1)
        }
        #expect(Catalogue.rule("tone", in: .effect) == nil)
    }

    @Test("every default is a value that its parameter accepts", arguments: Catalogue.rules.map(\.name))
    func defaults(name: String) {
        for rule in Catalogue.rules where rule.name == name {
            for parameter in rule.parameters {
                guard let fallback = parameter.fallback, fallback != .absent else { continue }
                #expect(parameter.kind.accepts(fallback), "\(name).\(parameter.name)")
            }
        }
    }

    @Test("every number has a unit or says what it is", arguments: Catalogue.rules.map(\.name))
    func units(name: String) {
        for rule in Catalogue.rules where rule.name == name {
            for parameter in rule.parameters {
                if case .number(_, let unit) = parameter.kind {
                    #expect(!unit.isEmpty, "\(name).\(parameter.name)")
                }
            }
        }
    }

    struct Limit: Sendable {
        let kind: Kind
        let inside: [Value]
        let outside: [Value]
    }

    static let limits: [Limit] = [
        Limit(
            kind: .integer(1...4, unit: ""), inside: [.integer(1), .integer(4)],
            outside: [.integer(0), .integer(5)]),
        Limit(
            kind: .number(-1...1, unit: "dB"), inside: [.number(-1), .number(1), .number(0)],
            outside: [
                .number((-1.0).nextDown), .number((1.0).nextUp), .number(.nan), .number(.infinity),
                .number(-.infinity),
            ]),
        Limit(
            kind: .choice(["a", "b"]), inside: [.text("b")], outside: [.text("c"), .text("A"), .text("")]),
        Limit(
            kind: .time,
            inside: [
                .quantity(0, .seconds), .quantity(1e12, .frames), .quantity(0.5, .beats), .quantity(3, .bars),
            ],
            outside: [
                .quantity(-1e-9, .seconds), .quantity(1.1e12, .bars), .quantity(.nan, .beats),
                .quantity(.infinity, .frames),
                .quantity(1, .decibels),
            ]),
        Limit(
            kind: .gain,
            inside: [
                .quantity(0, .linear), .quantity(64, .linear), .quantity(-144, .decibels),
                .quantity(36, .decibels),
            ],
            outside: [
                .quantity(-0.1, .linear), .quantity(64.1, .linear), .quantity(-144.1, .decibels),
                .quantity(36.1, .decibels),
                .quantity(.nan, .linear), .quantity(-.infinity, .decibels), .quantity(1, .seconds),
            ]),
        Limit(
            kind: .list(.text, count: 1...2),
            inside: [.list([.text("a")]), .list([.text("a"), .text("b")])],
            outside: [.list([]), .list([.text("a"), .text("b"), .text("c")])]),
    ]

    @Test("a value is accepted up to its limits, and not beyond", arguments: limits)
    func upToTheLimits(limit: Limit) {
        for value in limit.inside {
            #expect(limit.kind.accepts(value), "\(value) as \(limit.kind.expectation)")
        }
        for value in limit.outside {
            #expect(!limit.kind.accepts(value), "\(value) as \(limit.kind.expectation)")
        }
    }

    @Test("what is expected is said with its limits and its unit")
    func expectations() {
        #expect(Kind.number(1...190_000, unit: "Hz").expectation == "a number from 1 to 190000 Hz")
        #expect(Kind.integer(1...16, unit: "").expectation == "a whole number from 1 to 16")
        #expect(Kind.choice(Channels.self).expectation == "one of mono, stereo")
        #expect(Kind.recipe(.effect).expectation == "an effect")
        #expect(Kind.recipes(.gate).expectation == "a list of a gate")
    }

    @Test(
        "a number is written as a person writes it",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-23, "-23"), (0.5, "0.5"), (1e14, "100000000000000"),
            (1e16, "1e+16"), (0.1 + 0.2, "0.30000000000000004"),
        ]
            as [(Double, String)])
    func plainNumbers(number: Double, text: String) {
        #expect(plain(number) == text)
    }
}
