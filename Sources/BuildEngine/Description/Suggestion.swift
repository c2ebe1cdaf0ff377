internal import Arrangement
internal import BuildGraph
internal import TargetDescription

extension Kind {
    /// What somebody most likely meant who wrote this value, which is none of this kind; nil where nobody knows.
    func suggestion(for value: Value?) -> String? {
        guard case .text(let text) = value else { return nil }
        switch self {
        case .choice(let words): return closest(to: text, among: words).map { "\"\($0)\"" }
        case .notation(.key): return tagKey(text).map { "\"\($0)\"" }
        default: return nil
        }
    }
}

/// A key as tags have it (ID3v2.4, TKEY): `A minor` is `Am`.
private func tagKey(_ text: String) -> String? {
    guard let words = Scale.likelyName(text)?.split(separator: " "), words.count == 2 else { return nil }
    let tag = words[0] + (words[1] == "minor" ? "m" : "")
    return ["major", "minor"].contains(words[1]) && Notation.key.accepts(String(tag)) ? String(tag) : nil
}
