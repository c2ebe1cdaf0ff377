#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A moment as people and machines write it: nanoseconds since 1970.
struct Moment {
    let nanoseconds: Int64

    init(_ nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Where the reader is: `2026-03-01 14:05:09`.
    var local: String {
        var seconds = time_t(wholeSeconds)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return text(parts, "%Y-%m-%d %H:%M:%S")
    }

    /// Everywhere: `2026-03-01T13:05:09.120Z` (ISO 8601).
    var utc: String {
        var seconds = time_t(wholeSeconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let digits = "\((nanoseconds - wholeSeconds * 1_000_000_000) / 1_000_000)"
        let milliseconds = String(repeating: "0", count: 3 - digits.count) + digits
        return text(parts, "%Y-%m-%dT%H:%M:%S") + ".\(milliseconds)Z"
    }

    /// Rounded down, also before 1970.
    private var wholeSeconds: Int64 {
        nanoseconds / 1_000_000_000 - (nanoseconds % 1_000_000_000 < 0 ? 1 : 0)
    }

    private func text(_ parts: tm, _ format: String) -> String {
        var parts = parts
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
