internal import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Tells one boot of this machine from another.
package struct BootIdentity: Hashable, Sendable {
    /// 0 where the system does not say: then nothing proves that two looks fell into the same boot.
    package let number: UInt64

    package init(number: UInt64) { self.number = number }

    package var isKnown: Bool { number != 0 }

    /// This boot.
    package static let current: BootIdentity = {
        let words = bootWords()
        return BootIdentity(number: words.isEmpty ? 0 : max(1, Digest(of: words).low))
    }()
}

/// What the system calls this boot; empty where it does not say.
private func bootWords() -> [UInt8] {
    #if canImport(Darwin)
        var time = timeval()
        var size = MemoryLayout<timeval>.size
        guard sysctlbyname("kern.boottime", &time, &size, nil, 0) == 0 else { return [] }
        return Array("\(time.tv_sec).\(time.tv_usec)".utf8)
    #else
        guard let file = try? Descriptor("/proc/sys/kernel/random/boot_id", O_RDONLY) else { return [] }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = bytes.withUnsafeMutableBytes { (try? file.read(into: $0)) ?? 0 }
        return bytes.prefix(count).filter { $0 > 0x20 }
    #endif
}
