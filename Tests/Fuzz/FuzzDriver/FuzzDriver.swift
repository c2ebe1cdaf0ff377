internal import CFuzzer

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One execution: takes bytes, returns 0. Whatever goes wrong in it ends the process, which is the finding.
package typealias FuzzTest = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

/// Runs a test on more and more bytes, as the arguments of the process say.
package func fuzz(_ test: @escaping FuzzTest) -> Never {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, test))
}

/// A file that holds the bytes of one execution: for readers that take a path.
package enum Scratch {
    /// Of this process: several may run at once.
    package static let path = "/dev/shm/bounce-fuzz-\(getpid())"

    package static func fill(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        defer { close(file) }
        guard file >= 0, write(file, bytes, count) == count else {
            fatalError("cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }
}
