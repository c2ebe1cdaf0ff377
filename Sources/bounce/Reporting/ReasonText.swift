internal import BuildGraph

extension Reason {
    /// The reason in a person's words.
    var text: String {
        switch code {
        case .new: "it was never built"
        case .inputContent: "the file \(what) changed (\(change))"
        case .inputSet: "it is \(to == nil ? "no longer" : "now") made from \(what)"
        case .inputMissing where to != nil: "\(what) is \(to ?? ""), and not a file"
        case .inputMissing: "the file \(what) does not exist"
        case .param: "\(what): \(change)"
        case .rule where from == nil: "\(what) is new"
        case .rule where to == nil: "\(what) is gone"
        case .rule: "the rule \(what): \(change)"
        case .tool: "the \(what): \(change)"
        case .env: "the surroundings: \(what): \(change)"
        case .outputMissing: "\(what) does not exist"
        case .outputModified: "\(what) is not what bounce left there"
        case .gateAdded: "gate '\(what)' is new: \(to ?? "")"
        case .gateChanged: to == nil ? "gate '\(what)' is gone or moved" : "gate '\(what)': \(change)"
        case .gateFailed: "a gate is broken: \(what)"
        case .upstream: "'\(what)' came out differently (\(change))"
        case .upstreamMaybe: "waits for '\(what)', which may come out the same"
        case .evicted: "its bytes are no longer kept"
        case .interrupted: "its last rendering was interrupted"
        case .forced: "it was asked for (--force)"
        }
    }

    /// Before and after; digests cut to what tells them apart.
    private var change: String { "\(short(from)) → \(short(to))" }

    private func short(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "none" }
        return Digest(text: text)?.short ?? text
    }
}
