#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Tells one boot of this machine from another; empty where the system does not say.
func bootIdentity() -> String {
    #if canImport(Darwin)
        var time = timeval()
        var size = MemoryLayout<timeval>.size
        guard sysctlbyname("kern.boottime", &time, &size, nil, 0) == 0 else { return "" }
        return "\(time.tv_sec).\(time.tv_usec)"
    #else
        guard let file = try? Descriptor("/proc/sys/kernel/random/boot_id", O_RDONLY) else { return "" }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = bytes.withUnsafeMutableBytes { (try? file.read(into: $0)) ?? 0 }
        return String(decoding: bytes.prefix(count).filter { $0 > 0x20 }, as: UTF8.self)
    #endif
}
