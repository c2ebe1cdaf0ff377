internal import BuildGraph
internal import FoundationEssentials
package import TargetDescription

/// Reads a description, schema 1, strictly: what it does not know, it refuses, with the place.
package enum DescriptionDecoder {
    /// The largest description that is read, in bytes: beyond a hundred thousand targets.
    package static let largest = 256 << 20

    package static func decode(_ bytes: [UInt8]) throws(Refusal) -> Recipe {
        guard bytes.count <= largest else {
            throw Refusal("the description has \(bytes.count) bytes: at most \(largest) are read")
        }
        try JSONCheck.check(bytes)
        do {
            return try JSONDecoder().decode(Document.self, from: Data(bytes)).recipe
        } catch let refusal as Refusal {
            throw refusal
        } catch DecodingError.dataCorrupted(let context) {
            throw Refusal("this is not JSON: \(context.debugDescription)")
        } catch {
            throw Refusal("this is not a description: \(error)")
        }
    }
}

/// The whole file: a production, and the version of the form that it is in.
private struct Document: Decodable {
    let recipe: Recipe

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(at: Place())
        guard let schema = try? members.decode(Int.self, forKey: Key("schema")) else {
            throw Refusal("\"schema\" is missing: this bounce reads \"schema\": \(descriptionSchema)")
        }
        guard schema == descriptionSchema else {
            throw Refusal(
                "the description is of schema \(schema), and this bounce reads \(descriptionSchema)")
        }
        recipe = try decoder.recipe(.production, at: Place(), alsoAllowed: ["schema"])
    }
}

/// Where the decoder is: for messages.
private struct Place {
    var path = ""
    var line = 0
    /// The rules that it is within of those that hold recipes of their own family: presets and mid-sides.
    var holders: [String] = []

    func member(_ name: String) -> Place {
        var place = self
        place.path = path.isEmpty ? name : "\(path).\(name)"
        return place
    }

    func element(_ index: Int) -> Place {
        var place = self
        place.path += "[\(index)]"
        return place
    }

    func refusal(_ message: String) -> Refusal {
        Refusal(line: line, path: path, message)
    }
}

private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    fileprivate func members(at place: Place) throws -> KeyedDecodingContainer<Key> {
        do {
            return try container(keyedBy: Key.self)
        } catch is DecodingError {
            throw place.refusal("expected an object, found \(found)")
        }
    }

    /// One use of a rule of this family.
    fileprivate func recipe(_ family: Family, at outer: Place, alsoAllowed: Set<String> = []) throws -> Recipe
    {
        let members = try members(at: outer)
        var place = outer
        if let line = try? members.decode(Int.self, forKey: Key("line")), line > 0 { place.line = line }
        let rule = try rule(family, members, at: place)
        if rule.holdsItsFamily {
            // Without a bound, what is nested would be as deep as the text is long.
            if place.holders.contains(rule.name) {
                throw place.refusal("a \(rule.name) holds no other \(rule.name)")
            }
            place.holders.append(rule.name)
        }
        try refuseUnknown(in: members, rule, alsoAllowed, at: place)
        let values = try rule.parameters.map { try value(of: $0, in: members, rule, at: place) }
        return Recipe(rule, values, line: place.line)
    }

    private func rule(
        _ family: Family, _ members: KeyedDecodingContainer<Key>, at place: Place
    ) throws -> Rule {
        let names = Catalogue.names(in: family)
        // A family of one rule goes without saying.
        guard members.contains(Key("rule")) || names.count > 1 else {
            return try rule(named: names.first ?? "", family, names, at: place)
        }
        guard let name = try? members.decode(String.self, forKey: Key("rule")) else {
            throw place.refusal(
                "\"rule\" is missing: expected \(family.article): \(names.joined(separator: ", "))")
        }
        return try rule(named: name, family, names, at: place)
    }

    private func rule(named name: String, _ family: Family, _ names: [String], at place: Place) throws -> Rule
    {
        guard let rule = Catalogue.rule(name, in: family) else {
            let hint = closest(to: name, among: names).map { "did you mean '\($0)'?" }
            throw place.refusal(
                "'\(name)' is not \(family.article): \(hint ?? names.joined(separator: ", "))")
        }
        return rule
    }

    private func refuseUnknown(
        in members: KeyedDecodingContainer<Key>, _ rule: Rule, _ alsoAllowed: Set<String>, at place: Place
    ) throws {
        let strangers = members.allKeys.map(\.stringValue).filter { name in
            name != "rule" && name != "line" && !alsoAllowed.contains(name)
                && !rule.parameters.contains { $0.name == name }
        }
        guard let stranger = strangers.min() else { return }
        let parameters = rule.parameters.map(\.name)
        let hint = closest(to: stranger, among: parameters).map { ": did you mean '\($0)'?" }
        let all = ": it has \(parameters.joined(separator: ", "))"
        throw place.refusal("\(rule.name) has no parameter '\(stranger)'\(hint ?? all)")
    }

    private func value(
        of parameter: Parameter, in members: KeyedDecodingContainer<Key>, _ rule: Rule, at place: Place
    ) throws -> Value {
        let key = Key(parameter.name)
        let isGiven = members.contains(key) && (try? members.decodeNil(forKey: key)) != true
        guard isGiven else {
            guard let fallback = parameter.fallback else {
                throw place.refusal("\(rule.name) needs '\(parameter.name)': \(parameter.kind.expectation)")
            }
            return fallback
        }
        let (decoder, place) = (try members.superDecoder(forKey: key), place.member(parameter.name))
        if let stillness = rule.stillness(of: parameter), decoder.isCurve {
            throw place.refusal(
                "the \(rule.name)'s '\(parameter.name)' cannot follow a curve: \(stillness.reason); give it \(parameter.kind.expectation)"
            )
        }
        return try decoder.value(parameter.kind, at: place)
    }

    /// Whether a curve stands here, or a list with one in it.
    private var isCurve: Bool {
        if let members = try? container(keyedBy: Key.self) { return members.contains(Key("points")) }
        guard var elements = try? unkeyedContainer() else { return false }
        while !elements.isAtEnd {
            guard let element = try? elements.superDecoder() else { return false }
            if element.isCurve { return true }
        }
        return false
    }

    private func value(_ kind: Kind, at place: Place) throws -> Value {
        let value = try shaped(kind, at: place)
        guard let value, kind.accepts(value) else {
            let hint = kind.suggestion(for: value).map { ": did you mean \($0)?" } ?? ""
            throw place.refusal("expected \(kind.expectation), found \(found)\(hint)")
        }
        if case .text(let text) = value, let problem = kind.problem(with: text) {
            throw place.refusal(problem)
        }
        return value
    }

    /// The value in the shape that its kind asks for; nil where it has another.
    private func shaped(_ kind: Kind, at place: Place) throws -> Value? {
        switch kind {
        case .flag: single(Bool.self).map(Value.flag)
        case .integer: single(Int.self).map(Value.integer)
        // Zero has no sign here: a key is the same for both, so the sound has to be.
        case .number: single(Double.self).map { .number($0 + 0) }
        case .automatable: try single(Double.self).map { .number($0 + 0) } ?? curve(of: kind, at: place)
        case .automatableGain, .automatableTime: try quantity(kind) ?? curve(of: kind, at: place)
        case .choice, .text, .freeText, .notation, .steps, .notes, .key, .target, .model, .comparison,
            .measurement,
            .file, .section:
            single(String.self).map(Value.text)
        case .time, .gain, .size: quantity(kind)
        case .list(let element, _): try list(of: element, at: place)
        case .recipe(let family): .recipe(try recipe(family, at: place))
        }
    }

    private func single<Scalar: Decodable>(_ type: Scalar.Type) -> Scalar? {
        try? singleValueContainer().decode(type)
    }

    private func quantity(_ kind: Kind) -> Value? {
        guard let members = try? container(keyedBy: Key.self), members.allKeys.count == 1,
            let key = members.allKeys.first,
            let unit = Unit(rawValue: key.stringValue), kind.units.contains(unit),
            let amount = try? members.decode(Double.self, forKey: key)
        else { return nil }
        return .quantity(amount + 0, unit)
    }

    /// A curve whose points all lie within what `kind` accepts; nil where there is none.
    private func curve(of kind: Kind, at place: Place) throws -> Value? {
        guard let range = kind.curveRange, let members = try? container(keyedBy: Key.self),
            members.contains(Key("points"))
        else { return nil }
        let curve = try recipe(.curve, at: place)
        for (index, point) in curve.recipes("points").enumerated() where !range.accepts(point["value"]) {
            var place = place.member("points").element(index)
            place.line = point.line
            throw place.refusal(
                "expected \(range.expectation), found \(plain(point.number("value")))")
        }
        return .recipe(curve)
    }

    private func list(of element: Kind, at place: Place) throws -> Value? {
        guard var elements = try? unkeyedContainer() else { return nil }
        var values: [Value] = []
        while !elements.isAtEnd {
            let place = place.element(values.count)
            values.append(try elements.superDecoder().value(element, at: place))
        }
        return .list(values)
    }

    /// What is here, for messages.
    private var found: String {
        if let container = try? singleValueContainer() {
            if container.decodeNil() { return "null" }
            if let flag = try? container.decode(Bool.self) { return "\(flag)" }
            if let number = try? container.decode(Double.self) { return plain(number) }
            if let text = try? container.decode(String.self) { return "\"\(text)\"" }
        }
        if let elements = try? unkeyedContainer() { return "a list of \(elements.count ?? 0)" }
        guard let members = try? container(keyedBy: Key.self) else { return "a number beyond all bounds" }
        if members.allKeys.count == 1, let key = members.allKeys.first,
            let value = try? members.superDecoder(forKey: key)
        {
            return "{\"\(key.stringValue)\": \(value.found)}"
        }
        return "an object with \(members.allKeys.map(\.stringValue).sorted().joined(separator: ", "))"
    }
}

extension Rule {
    /// Whether a recipe of it may hold others of its family.
    fileprivate var holdsItsFamily: Bool {
        parameters.contains {
            if case .list(.recipe(family), _) = $0.kind { true } else { false }
        }
    }
}
