/// How quickly something swings.
public enum Rate: Sendable, Equatable {
    /// So many times in a second, 0.01 … 50.
    case hertz(Double)
    /// A curve over the timeline, its points in hertz: 0.01 … 50.
    case curve([Point])
    /// Once in this time, 0.02 … 3,600 s at the tempo of the start. In beats or bars it follows the tempo, and stands where the beats are.
    case every(Time)

    /// For the parameters of ``parameters``. Where neither is given, the effect has a rate of its own.
    static func values(_ rate: Rate?) -> [Value] {
        switch rate {
        case .hertz(let rate): [.number(rate), .absent]
        case .curve(let points): [Automation.curve(points, line: 0).value, .absent]
        case .every(let time): [.absent, time.value]
        case nil: [.absent, .absent]
        }
    }

    static let parameters: [Parameter] = [
        .optional("rate", .automatable(0.01...50, unit: "Hz")), .optional("every", .time, still: .place),
    ]
}

extension Rate: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// So many hertz.
    public init(floatLiteral value: Double) { self = .hertz(value) }
    /// So many hertz.
    public init(integerLiteral value: Int) { self = .hertz(Double(value)) }
}

extension Parameter {
    /// By how much the right channel is ahead of the left.
    static func spread(_ usual: Double) -> Parameter {
        Parameter("spread", .automatable(0...1, unit: "(a share)"), default: .number(usual))
    }

    /// Between what goes in and what an effect makes of it.
    static func mix(_ usual: Double) -> Parameter {
        Parameter("mix", .automatable(0...1, unit: "(a share)"), default: .number(usual))
    }
}

extension Recipe {
    /// Whether where the beats fall matters to it beyond the frames that its times come to: to what swings with the beats,
    /// period by period, the last digit of the tempo does.
    package var followsTempo: Bool {
        guard !rule.followsTempo, rule.parameters.contains(where: { $0.name == "every" }),
            case .quantity(_, let unit) = self["every"]
        else { return rule.followsTempo }
        return unit == .beats || unit == .bars
    }
}
