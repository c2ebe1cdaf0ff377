/// What one parameter of a rule was given: the whole of what a manifest can say.
package indirect enum Value: Equatable, Sendable {
    /// An optional parameter that was left out.
    case absent
    case flag(Bool)
    case integer(Int)
    case number(Double)
    /// A word, a name, or a path relative to the manifest: the parameter's kind says which.
    case text(String)
    /// A number with the unit that it was written in, such as 8 beats or −6 decibels.
    case quantity(Double, Unit)
    case list([Value])
    case recipe(Recipe)
}

/// The units in which a manifest may write a quantity.
package enum Unit: String, CaseIterable, Sendable {
    case seconds, beats, bars, frames
    case linear, decibels
    case mebibytes, gibibytes
}

extension Unit {
    /// How many bytes one of it has; nil for what is no unit of size.
    package var bytes: Double? {
        switch self {
        case .mebibytes: 1_048_576
        case .gibibytes: 1_073_741_824
        case .seconds, .beats, .bars, .frames, .linear, .decibels: nil
        }
    }
}

extension Value {
    package static func choice(_ word: some RawRepresentable<String>) -> Value { .text(word.rawValue) }

    package static func texts(_ texts: [String]) -> Value { .list(texts.map(Value.text)) }

    package static func recipes(_ recipes: [Recipe]) -> Value { .list(recipes.map(Value.recipe)) }

    /// The value, or `absent` where there is none.
    package static func optional(_ value: Value?) -> Value { value ?? .absent }
}
