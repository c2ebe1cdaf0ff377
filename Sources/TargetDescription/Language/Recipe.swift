/// One use of a rule: the rule, what each of its parameters was given, and where the manifest says so.
///
/// A description is a tree of recipes. Everything that handles descriptions (JSON, keys, explanations,
/// checks, the reference in the documentation) walks this one shape, so a new instrument, effect or gate is
/// a new rule and nothing else has to learn of it.
package struct Recipe: Sendable {
    package let rule: Rule
    /// One value for each of `rule.parameters`, in their order.
    package let values: [Value]
    /// The line of the manifest that states this recipe; 0 where it is not known.
    package let line: Int

    package init(_ rule: Rule, _ values: [Value], line: Int) {
        precondition(
            values.count == rule.parameters.count,
            "BUG: rule '\(rule.name)' has \(rule.parameters.count) parameters and was given \(values.count)")
        self.rule = rule
        self.values = values
        self.line = line
    }

    /// What a parameter was given.
    package subscript(parameter: String) -> Value {
        guard let index = rule.parameters.firstIndex(where: { $0.name == parameter }) else {
            preconditionFailure("BUG: rule '\(rule.name)' has no parameter '\(parameter)'")
        }
        return values[index]
    }
}

extension Recipe: Equatable {
    /// Equal when they mean the same: the place in the manifest is not part of the meaning.
    package static func == (left: Recipe, right: Recipe) -> Bool {
        left.rule.name == right.rule.name && left.rule.family == right.rule.family
            && left.values == right.values
    }
}
