internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a manifest is compiled with: the Swift compiler of this machine, and the description library that came
/// with this bounce.
struct Toolchain: Sendable {
    let compiler: String
    let library: DescriptionLibrary

    init() throws(BuildError) {
        compiler = try Toolchain.findCompiler()
        library = try DescriptionLibrary()
    }

    /// `BOUNCE_SWIFTC`, or the first `swiftc` on the search path.
    static func findCompiler() throws(BuildError) -> String {
        if let stated = variable("BOUNCE_SWIFTC"), !stated.isEmpty { return stated }
        for directory in (variable("PATH") ?? "").split(separator: ":") {
            let candidate = "\(directory)/swiftc"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        throw .missingTool(
            "there is no Swift compiler (swiftc) on the search path: install one from swift.org, or build from a description: `bounce describe` on another machine, then `bounce -f description.json` here"
        )
    }

    /// What tells one compiler from another without starting it: the file behind its path, and its version.
    var compilerIdentity: String {
        guard let identity = try? FileIdentity(path: compiler) else { return compiler }
        return "\(compiler) \(identity.device) \(identity.inode) \(identity.size) \(identity.modified)"
    }
}

/// A variable of the environment.
func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// The library that manifests import, found next to the binary: as the build tree has it, or as an
/// installation has it.
struct DescriptionLibrary: Sendable {
    /// The directory of `TargetDescription.swiftmodule`.
    let modules: String
    /// The archive to link.
    let archive: String

    init() throws(BuildError) {
        let binary = OwnProgram.directory
        let places = [
            (modules: "\(binary)/Modules", archive: "\(binary)/libTargetDescription.a"),
            (modules: "\(binary)/../lib/bounce", archive: "\(binary)/../lib/bounce/libTargetDescription.a"),
        ]
        for place in places
        where access("\(place.modules)/TargetDescription.swiftmodule", R_OK) == 0
            && access(place.archive, R_OK) == 0
        {
            (modules, archive) = place
            return
        }
        throw .missingTool(
            "the description library is not next to bounce (looked in \(places.map(\.modules).joined(separator: " and "))): build it with `make`, or install with `make install`"
        )
    }

    /// The files whose content is part of a compiled manifest.
    var files: [String] { [archive, "\(modules)/TargetDescription.swiftmodule"] }

}
