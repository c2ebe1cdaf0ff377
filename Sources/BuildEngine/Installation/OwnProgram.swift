internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The running bounce, and what was installed beside it.
package enum OwnProgram {
    /// Where it is, links resolved: an installed bounce may be called through one.
    package static var path: String { resolvedPath(unresolvedPath) ?? unresolvedPath }

    /// The directory that it is in.
    static var directory: String {
        let path = path
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    static var unresolvedPath: String {
        #if canImport(Darwin)
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            var size = UInt32(buffer.count)
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return "" }
            return String(cString: buffer)
        #else
            return "/proc/self/exe"
        #endif
    }

    /// A program that was installed beside it.
    package static func beside(_ name: String) throws(BuildError) -> String {
        let program = "\(directory)/\(name)"
        guard access(program, X_OK) == 0 else {
            throw .missingTool(
                "\(name) is not beside bounce (looked for \(program)): build it with `make`, or install it with `make install`"
            )
        }
        return program
    }
}
