internal import BuildStore
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Whether manifests can be compiled here: by compiling one.
package struct ToolchainCheck {
    /// Where a description is built, no compiler is needed.
    private let isNeeded: Bool

    /// - Parameter source: What is to be built.
    package init(for source: DescriptionSource) { isNeeded = !source.isData }

    package func all() async -> [Check] {
        let parts = [await compiler(), library]
        // Without one of them, what the other would do is no news.
        return parts + (parts.allSatisfy { $0.state == .ok } ? [await manifest()] : [])
    }

    private func compiler() async -> Check {
        do {
            let path = try Toolchain.findCompiler()
            let version = await version(of: path)
            return Check(
                "toolchain", "compiler", version == nil ? missing : .ok,
                "\(path)\(version.map { ", \($0)" } ?? ": it does not start")",
                advice: "install Swift 6.2 or newer from swift.org, or name another with BOUNCE_SWIFTC")
        } catch {
            return Check("toolchain", "compiler", missing, "not found", advice: error.message)
        }
    }

    private var library: Check {
        do {
            return Check("toolchain", "library", .ok, try DescriptionLibrary().archive)
        } catch {
            return Check("toolchain", "library", missing, "not found", advice: error.message)
        }
    }

    private var missing: Check.State { isNeeded ? .missing : .warning }

    /// The first line that it says about itself.
    private func version(of compiler: String) async -> String? {
        let result = try? await Subprocess.run(
            .path(FilePath(compiler)), arguments: ["--version"], output: .string(limit: 4_096),
            error: .discarded)
        guard let result, result.terminationStatus == .exited(0) else { return nil }
        return result.standardOutput.split(separator: "\n").first.map(String.init)
    }

    /// Compiled and run in the system's place for temporary files.
    private func manifest() async -> Check {
        let started = ContinuousClock.now
        do {
            let place = try HeldDirectory("doctor", in: nil)
            defer { try? removeTree(place.path) }
            let file = "\(place.path)/Targets.swift"
            try writeNewFile(file, Array(Self.smallest.utf8))
            let description = try await ManifestCompiler(mayKeep: false).description(of: file)
            _ = try DescriptionDecoder.decode(description)
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            return Check("toolchain", "manifest", .ok, "one was compiled and run in \(decimal(seconds, 1)) s")
        } catch {
            let words = (error as? BuildError)?.message ?? (error as? StoreError)?.message ?? "\(error)"
            return Check(
                "toolchain", "manifest", missing, "none can be compiled: \(words)",
                advice:
                    "see the compiler's messages above; the compiler and bounce have to be of one Swift version: `make install` again after a change of compilers"
            )
        }
    }

    private static let smallest = """
        import TargetDescription
        let production = Production("doctor", duration: .seconds(1), targets: [
            .stem("tone", .tone(.sine, frequency: 440, level: 0.5))
        ])

        """
}
