/// Something that is rendered, checked or packed: one file, with what it is made from and what it promises.
public struct Target: Sendable {
    package let recipe: Recipe
}

// Parameters that several kinds of target share.
extension Parameter {
    static let name = Parameter("name", .text)
    static let gates = Parameter("gates", .recipes(.gate, count: 0...1_000), default: .list([]))
    static let format = Parameter.optional("format", .recipe(.format))
    static let tags = Parameter.optional("tags", .recipe(.tags))
    static let named = Parameter.optional("named", .freeText(longest: 200))
    static let effects = Parameter("effects", .recipes(.effect, count: 0...1_000), default: .list([]))
}
