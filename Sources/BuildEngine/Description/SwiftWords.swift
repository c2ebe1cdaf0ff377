/// A refusal in the words of a manifest in Swift, whose author has never seen the description that is made from it.
package enum SwiftWords {
    /// - Parameters:
    ///   - file: Where the description comes from: one in JSON stays as it is.
    package static func words(of refusal: Refusal, from file: String) -> String {
        guard !file.hasSuffix(".json") else { return refusal.words }
        let path = refusal.place.isEmpty ? refusal.path : parameter(refusal.path)
        return [refusal.place, path, quantities(refusal.message)].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }

    /// The last name on a path: `frequency` of `targets[3].effects[0].frequency`; nothing where it ends with an element.
    private static func parameter(_ path: String) -> String {
        guard let last = path.split(separator: ".").last, !last.hasSuffix("]") else { return "" }
        return String(last)
    }

    /// `{"seconds": 1.5}` is `.seconds(1.5)`.
    private static func quantities(_ text: String) -> String {
        text.replacing(
            #/\{"(seconds|beats|bars|frames|decibels|linear|mebibytes|gibibytes)": ([^{}]*)\}/#
        ) { ".\($0.1)(\($0.2))" }
    }
}
