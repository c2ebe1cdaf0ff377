/// Why a target is not up to date. The codes are a stable part of the interface.
package struct Reason: Equatable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// It was never built.
        case new
        /// The content of a file that it is made from changed.
        case inputContent = "input-content"
        /// It is made from other targets or files than before.
        case inputSet = "input-set"
        /// A file that it is made from does not exist.
        case inputMissing = "input-missing"
        /// A parameter changed.
        case param
        /// The rule itself, or its version, changed.
        case rule
        /// The program that renders it changed.
        case tool
        /// Something of the surroundings that counts changed.
        case env
        /// Its output is not there.
        case outputMissing = "output-missing"
        /// Its output was changed by somebody else.
        case outputModified = "output-modified"
        /// It has a gate that it did not have.
        case gateAdded = "gate-added"
        /// A gate of it changed or was taken away.
        case gateChanged = "gate-changed"
        /// It broke a gate, and nothing that would mend it has changed since.
        case gateFailed = "gate-failed"
        /// A target that it is made from, or that its gates look at, has another output.
        case upstream
        /// A target that it is made from, or that its gates look at, will be rendered; it may come out the same.
        case upstreamMaybe = "upstream-maybe"
        /// What it was made from is known, but its bytes are no longer kept.
        case evicted
        /// Its last rendering did not come to an end.
        case interrupted
        /// It was asked for.
        case forced
    }

    package let code: Code
    /// The parameter, file, target, output or gate that it is about.
    package let what: String
    package let from: String?
    package let to: String?

    package init(_ code: Code, _ what: String, from: String? = nil, to: String? = nil) {
        self.code = code
        self.what = what
        self.from = from
        self.to = to
    }
}

extension Reason {
    /// What differs between the components of the last build and today's: the reasons for a new rendering, in
    /// the order of today's components.
    package static func differences(from old: [Component], to new: [Component]) -> [Reason] {
        let before = Dictionary(old.map { (Place($0), $0.value) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(Place.init))
        let current = new.compactMap { component -> Reason? in
            guard let value = before[Place(component)] else { return added(component) }
            return value == component.value ? nil : changed(component, from: value)
        }
        let gone = old.filter { !after.contains(Place($0)) }.map(removed)
        let found = withoutParts(current + gone)
        return found.isEmpty ? reordered(old, new) : found
    }

    /// Leaves out the parts of a whole that came or went: that an input is new says all of its gain and pan.
    private static func withoutParts(_ reasons: [Reason]) -> [Reason] {
        let wholes = Set(reasons.filter { $0.code == .rule && ($0.from == nil || $0.to == nil) }.map(\.what))
        return reasons.filter { reason in
            !wholes.contains { reason.what.hasPrefix($0 + ".") }
        }
    }

    /// The same parts in another order, such as two inputs of a mix that changed places: another key, and a
    /// reason, too.
    private static func reordered(_ old: [Component], _ new: [Component]) -> [Reason] {
        guard let (before, after) = zip(old, new).first(where: { !$0.isIdentical(to: $1) }) else { return [] }
        return [Reason(.param, "the order of its parts", from: before.name, to: after.name)]
    }

    private struct Place: Hashable {
        let source: Component.Source
        let name: String

        init(_ component: Component) {
            source = component.source
            name = component.name
        }
    }

    private static func changed(_ component: Component, from value: String) -> Reason {
        let code: Code =
            switch component.source {
            case .rule: .rule
            case .parameter: .param
            case .target: .upstream
            case .file: component.value == Component.missing ? .inputMissing : .inputContent
            case .tool: .tool
            }
        return Reason(code, component.name, from: value, to: component.value)
    }

    private static func added(_ component: Component) -> Reason {
        Reason(code(ofMembership: component.source), component.name, to: component.value)
    }

    private static func removed(_ component: Component) -> Reason {
        Reason(code(ofMembership: component.source), component.name, from: component.value)
    }

    private static func code(ofMembership source: Component.Source) -> Code {
        switch source {
        case .rule: .rule
        case .parameter: .param
        case .target, .file: .inputSet
        case .tool: .tool
        }
    }
}
