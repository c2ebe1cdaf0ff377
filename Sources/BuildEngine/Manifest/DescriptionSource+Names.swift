internal import BuildStore
internal import FoundationEssentials

extension DescriptionSource {
    /// The names of the targets, as far as they are known without compiling anything: from the description that is kept
    /// of the manifest as it is, or else from the last build.
    package func knownTargetNames() -> [String] {
        if isData {
            return (try? contents(of: file, atMost: DescriptionDecoder.largest)).map(Self.names) ?? []
        }
        if let path = keptPath, let description = try? Self.kept(path) { return Self.names(description) }
        guard let ledger = Ledger.newest else { return [] }
        return (0..<ledger.count).map(ledger.name)
    }

    private static func names(_ description: [UInt8]) -> [String] {
        (try? JSONDecoder().decode(NamedTargets.self, from: Data(description)))?.targets.map(\.name) ?? []
    }
}

/// As much of a description as that.
private struct NamedTargets: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let name: String
    }
}
