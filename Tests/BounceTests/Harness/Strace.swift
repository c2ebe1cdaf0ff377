import Foundation

/// strace, where it is installed and may trace: it shows system calls, and kills at a chosen one.
enum Strace {
    static let path = "/usr/bin/strace"

    static let works: Bool = {
        guard FileManager.default.isExecutableFile(atPath: path), let place = try? WorkSpace(),
            let running = try? place.start(program: path, ["-o", "/dev/null", "/bin/true"])
        else { return false }
        return (try? running.wait().exit) == 0
    }()

    /// The leak checker of the address sanitizer traces, too, and there can be only one.
    static let environment: [String: String] = {
        let options = ProcessInfo.processInfo.environment["ASAN_OPTIONS"]
        return ["ASAN_OPTIONS": [options, "detect_leaks=0"].compactMap(\.self).joined(separator: ":")]
    }()
}
