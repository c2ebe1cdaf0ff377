internal import BuildEngine

/// The words up to a number of them, and how many more there are.
func listed(_ words: [String], atMost most: Int) -> String {
    guard words.count > most else { return words.joined(separator: ", ") }
    return words.prefix(most).joined(separator: ", ") + " and \(words.count - most) more"
}

/// A span of time in a person's words: "0.28 s", "3.4 s", "2 min 05 s", "1 h 20 min".
func spanned(_ seconds: Double) -> String {
    // Shown as it is rounded: 59.99 s is a minute.
    let whole = Int(min(max(0, seconds), 1e9).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if seconds < 1 { return "\(decimal(max(0, seconds), 2)) s" }
    if seconds < 9.95 { return "\(decimal(seconds, 1)) s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(two(whole % 60)) s" }
    return "\(whole / 3_600) h \(two(whole / 60 % 60)) min"
}
