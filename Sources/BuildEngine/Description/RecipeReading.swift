internal import Signal
internal import TargetDescription

// Typed reading of a recipe's values. The decoder has made sure of their shapes, so another shape here is a
// mistake of ours.

extension Recipe {
    func flag(_ name: String) -> Bool {
        guard case .flag(let flag) = self[name] else { wrongShape(name) }
        return flag
    }

    func integer(_ name: String) -> Int {
        guard case .integer(let integer) = self[name] else { wrongShape(name) }
        return integer
    }

    func number(_ name: String) -> Double {
        guard case .number(let number) = self[name] else { wrongShape(name) }
        return number
    }

    func text(_ name: String) -> String {
        guard case .text(let text) = self[name] else { wrongShape(name) }
        return text
    }

    func word<Word: RawRepresentable<String>>(_ name: String, as type: Word.Type = Word.self) -> Word {
        guard let word = Word(rawValue: text(name)) else { wrongShape(name) }
        return word
    }

    func list(_ name: String) -> [Value] {
        guard case .list(let values) = self[name] else { wrongShape(name) }
        return values
    }

    func texts(_ name: String) -> [String] {
        list(name).map {
            guard case .text(let text) = $0 else { wrongShape(name) }
            return text
        }
    }

    func recipes(_ name: String) -> [Recipe] {
        list(name).map {
            guard case .recipe(let recipe) = $0 else { wrongShape(name) }
            return recipe
        }
    }

    func recipe(_ name: String) -> Recipe {
        guard case .recipe(let recipe) = self[name] else { wrongShape(name) }
        return recipe
    }

    /// A factor on every sample.
    func gain(_ name: String) -> Double {
        switch self[name] {
        case .quantity(let factor, .linear): factor
        case .quantity(let decibels, .decibels): Mathematics.amplitude(fromDecibels: decibels)
        default: wrongShape(name)
        }
    }

    /// A position or a length, in frames.
    func frames(_ name: String, _ timeline: Timeline) -> Int {
        guard case .quantity(let amount, let unit) = self[name] else { wrongShape(name) }
        return timeline.frames(amount, unit)
    }

    /// A length, in frames, that begins at a frame of the production.
    func frames(_ name: String, from start: Int, _ timeline: Timeline) -> Int {
        guard case .quantity(let amount, let unit) = self[name] else { wrongShape(name) }
        return timeline.frames(lasting: amount, unit, from: start)
    }

    /// A length, in frames, that ends at a frame of the production.
    func frames(_ name: String, until end: Int, _ timeline: Timeline) -> Int {
        guard case .quantity(let amount, let unit) = self[name] else { wrongShape(name) }
        return timeline.frames(lasting: amount, unit, until: end)
    }

    func isGiven(_ name: String) -> Bool { self[name] != .absent }

    func wrongShape(_ name: String) -> Never {
        preconditionFailure("BUG: parameter '\(name)' of '\(rule.name)' has the wrong shape: \(self[name])")
    }
}
