internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph

/// `bounce graph`: what is made from what.
struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print what is made from what.")

    @Option(help: ArgumentHelp("dot (Graphviz), mermaid or json.", valueName: "form"))
    var format = Form.dot

    @OptionGroup var common: CommonOptions

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case dot, mermaid, json
    }

    func run() async throws {
        try common.enter()
        let production = try await common.production(mayKeep: false)
        switch format {
        case .dot: Terminal.say(dot(production))
        case .mermaid: Terminal.say(mermaid(production))
        case .json: Terminal.say(JSON.line(GraphDocument(production)))
        }
    }

    private func dot(_ production: ResolvedProduction) -> String {
        let nodes = production.targets.map {
            "  \(quoted($0.name)) [label=\(quoted("\($0.name)\\n\($0.kind.rawValue)"))];"
        }
        let edges =
            edges(production).map { "  \(quoted($0)) -> \(quoted($1));" }
            + comparisons(production).map { "  \(quoted($0)) -> \(quoted($1)) [style=dashed];" }
        return
            (["digraph \(quoted(production.name)) {", "  rankdir=LR; node [shape=box];"] + nodes + edges + [
                "}"
            ])
            .joined(separator: "\n")
    }

    private func mermaid(_ production: ResolvedProduction) -> String {
        let index = Dictionary(
            uniqueKeysWithValues: production.targets.enumerated().map { ($1.name, "t\($0)") })
        let nodes = production.targets.map { "  \(index[$0.name] ?? "")[\"\($0.name)\"]" }
        let edges =
            edges(production).map { "  \(index[$0] ?? "") --> \(index[$1] ?? "")" }
            + comparisons(production).map { "  \(index[$0] ?? "") -.-> \(index[$1] ?? "")" }
        return (["graph LR"] + nodes + edges).joined(separator: "\n")
    }

    private func edges(_ production: ResolvedProduction) -> [(String, String)] {
        production.targets.indices.flatMap { index in
            production.graph.inputs[index].map { (production[$0].name, production.targets[index].name) }
        }
    }

    /// What gates look at: the target is judged by it, and not made from it.
    private func comparisons(_ production: ResolvedProduction) -> [(String, String)] {
        production.targets.indices.flatMap { index in
            production.graph.comparisons[index].map {
                (production[$0].name, production.targets[index].name)
            }
        }
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

/// `graph --format json`, schema 1.
private struct GraphDocument: Encodable {
    let schema = 1
    let production: String
    let targets: [Entry]

    struct Entry: Encodable {
        let name: String
        let kind: String
        let output: String?
        let inputs: [String]
        /// What its gates hold it against, beyond those.
        let comparisons: [String]
        let files: [String]
    }

    init(_ production: ResolvedProduction) {
        self.production = production.name
        targets = production.targets.enumerated().map { index, target in
            Entry(
                name: target.name, kind: target.kind.rawValue, output: target.output,
                inputs: production.graph.inputs[index].map { production[$0].name },
                comparisons: production.graph.comparisons[index].map { production[$0].name },
                files: production.graph.declarations[index].files)
        }
    }
}
