internal import ArgumentParser
internal import BuildEngine
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce init`: a manifest to start from.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a Targets.swift to start from.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        let file = common.file ?? DescriptionSource.usualFile
        if file.hasSuffix(".json") {
            throw BuildError.usage(
                "init writes a manifest in Swift, and \(file) is the name of a description: give -f a name that ends in .swift"
            )
        }
        do {
            guard try FileIdentity(path: file) == nil else {
                throw BuildError.refused(Refusal("it exists already, and is left as it is"), file: file)
            }
            try Descriptor(file, O_WRONLY | O_CREAT | O_EXCL).write(StarterManifest.text.utf8)
        } catch let error as StoreError {
            throw BuildError.store(error)
        }
        if !common.quiet {
            Terminal.say(
                "wrote \(file): run \(common.file.map { "bounce -f \($0)" } ?? "bounce") to build it")
        }
    }
}

/// What `init` writes: small, and whole.
private enum StarterManifest {
    static let text = """
        import TargetDescription

        // A small production: a bass, a beat, and their mix. Run `bounce`, change a number, run it again.

        let production = Production(
            "first bounce",
            tempo: 112,
            channels: .mono,
            sections: [
                .section("intro", bars: 4),
                .section("groove", bars: 8),
            ],
            targets: [
                .stem("bass", .tone(.saw, frequency: 55, level: 0.3), effects: [.lowpass(frequency: 600)]),
                .stem("drums", .drums(level: 0.6), in: ["groove"]),
                .master(
                    "mix",
                    of: [.input("bass", gain: .decibels(-3)), .input("drums", gain: .decibels(-3))],
                    through: [.limiter(ceiling: -1.5)],
                    gates: [.peak(atMost: -1)]),
            ])

        """
}
