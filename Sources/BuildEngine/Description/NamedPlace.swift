internal import FoundationEssentials
internal import TargetDescription

/// A place in a description as a person knows it: `targets[2].effects[0].frequency` is in `'bass', effect 1 (lowpass)`.
///
/// It is looked for when something there was refused, and not before: decoding is as fast as without it.
enum NamedPlace {
    /// Empty where nothing on the way has a name.
    static func words(of path: String, in description: [UInt8]) -> String {
        guard var here = try? JSONDecoder().decode(Anything.self, from: Data(description)) else { return "" }
        var rule: Rule? = .production
        var words: [String] = []
        for step in path.split(separator: ".").map(Step.init) {
            guard let parameter = rule?.parameters.first(where: { $0.name == step.name }),
                let family = parameter.kind.family, let next = here[step], next.isObject
            else { break }
            let names = Catalogue.names(in: family)
            let ruleName = next["rule"]?.text ?? (names.count == 1 ? names[0] : nil)
            words.append(self.words(family, next["name"]?.text, step.index, ruleName))
            rule = ruleName.flatMap { Catalogue.rule($0, in: family) }
            here = next
        }
        return words.joined(separator: ", ")
    }

    private static func words(_ family: Family, _ name: String?, _ index: Int?, _ rule: String?) -> String {
        if let name { return family == .target ? "'\(name)'" : "\(family.rawValue) '\(name)'" }
        let kind = rule == nil || rule == family.rawValue ? "" : " (\(rule ?? ""))"
        return "\(family.rawValue)\(index.map { " \($0 + 1)" } ?? "")\(kind)"
    }

    /// `effects[0]`.
    private struct Step {
        let name: String
        let index: Int?

        init(_ text: Substring) {
            name = String(text.prefix { $0 != "[" })
            index = text.last == "]" ? Int(text.dropLast().drop { $0 != "[" }.dropFirst()) : nil
        }
    }

    /// Any JSON.
    private indirect enum Anything: Decodable {
        case object([String: Anything])
        case list([Anything])
        case text(String)
        case other

        init(from decoder: any Decoder) throws {
            if let members = try? decoder.singleValueContainer().decode([String: Anything].self) {
                self = .object(members)
            } else if let elements = try? decoder.singleValueContainer().decode([Anything].self) {
                self = .list(elements)
            } else if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }

        subscript(name: String) -> Anything? {
            if case .object(let members) = self { members[name] } else { nil }
        }

        subscript(step: Step) -> Anything? {
            guard let member = self[step.name], let index = step.index else { return self[step.name] }
            guard case .list(let elements) = member, elements.indices.contains(index) else { return nil }
            return elements[index]
        }

        /// A recipe is one: what stands where a curve may be is often a plain number.
        var isObject: Bool { if case .object = self { true } else { false } }

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }
}

extension Kind {
    /// The family of the recipes that stand here.
    fileprivate var family: Family? {
        switch self {
        case .recipe(let family), .list(.recipe(let family), _): family
        case .automatable, .automatableGain, .automatableTime: .curve
        default: nil
        }
    }
}
