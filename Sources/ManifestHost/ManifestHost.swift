// The `main` of a compiled Targets.swift. It keeps standard output for the description, lets the manifest's
// own top-level code run (its `print`s go to standard error), and then writes what the manifest stated.

private import CManifest
private import TargetDescription

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Darwin)
    private import Darwin
#endif

@_cdecl("main")
func hostManifest(
    _ argumentCount: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
    let channel = dup(STDOUT_FILENO)
    guard channel >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { return 1 }
    let status = bounce_manifest_main(argumentCount, arguments)
    guard status == 0 else { return status }
    return emit(Production.stated, to: channel) ? 0 : 1
}

/// One description for each production stated, each a JSON text of its own; the reader expects one.
private func emit(_ productions: [Production], to channel: Int32) -> Bool {
    productions.allSatisfy { production in
        production.recipe.description().withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = write(channel, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                rest = rest.dropFirst(written)
            }
            return true
        }
    }
}
