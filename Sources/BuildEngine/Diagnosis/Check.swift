/// One thing that was looked at by `bounce doctor`.
package struct Check: Sendable {
    package enum State: String, Sendable {
        case ok
        /// It works without, or until something else happens.
        case warning
        /// It is needed, and missing.
        case missing
    }

    /// `toolchain`, `libraries`, `disk`, `cache`, `surroundings`.
    package let area: String
    package let name: String
    package let state: State
    /// What is there.
    package let found: String
    /// What to do about it; empty where there is nothing to do.
    package let advice: String

    package init(_ area: String, _ name: String, _ state: State, _ found: String, advice: String = "") {
        self.area = area
        self.name = name
        self.state = state
        self.found = found
        self.advice = state == .ok ? "" : advice
    }
}
