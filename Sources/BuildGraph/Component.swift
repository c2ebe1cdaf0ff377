/// One named part of a key: a parameter of a recipe, a fact of the timeline, the digest of an input.
///
/// The components of a target, in order, are the only road to its key *and* to the explanation of why it is
/// stale, so the two cannot disagree.
package struct Component: Equatable, Sendable {
    package enum Source: String, Sendable {
        /// The rule and its version.
        case rule
        /// A parameter or a resolved fact of the timeline.
        case parameter
        /// A target that this one is made from: its output's digest.
        case target
        /// A file that this one is made from: its content's digest, or `missing`.
        case file
        /// The program that renders, and what it renders with.
        case tool
    }

    package let source: Source
    /// What it is: `effects[0].frequency`, the name of a target, the path of a file.
    package let name: String
    /// What it was: a number with its unit, a digest.
    package let value: String

    package init(_ source: Source, _ name: String, _ value: String) {
        self.source = source
        self.name = name
        self.value = value
    }
}

extension Component {
    /// Whether the two give a key the same bytes. Swift's strings are also equal when they only look the same
    /// ("é" as one scalar or as two); keys are not.
    func isIdentical(to other: Component) -> Bool {
        source == other.source && name.utf8.elementsEqual(other.name.utf8)
            && value.utf8.elementsEqual(other.value.utf8)
    }

    /// The value of a file that does not exist.
    package static let missing = "missing"

    /// The value of a target that is not built yet.
    static let unknown = "not known yet"

    /// The bytes that a key is hashed from: every text behind its length, so that no two lists of components
    /// share them.
    package static func canonicalBytes(of components: [Component]) -> [UInt8] {
        var bytes: [UInt8] = []
        for component in components {
            append(component.source.rawValue, to: &bytes)
            append(component.name, to: &bytes)
            append(component.value, to: &bytes)
        }
        return bytes
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text.utf8)
    }

    /// The components back from their canonical bytes; nil where these are damaged.
    package static func decode(_ bytes: [UInt8]) -> [Component]? {
        var rest = bytes[...]
        func text() -> String? {
            guard rest.count >= 4 else { return nil }
            let count = rest.prefix(4).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
            rest = rest.dropFirst(4)
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return String(validating: rest.prefix(count), as: UTF8.self)
        }
        var components: [Component] = []
        while !rest.isEmpty {
            guard let word = text(), let source = Source(rawValue: word), let name = text(),
                let value = text()
            else { return nil }
            components.append(Component(source, name, value))
        }
        return components
    }
}
