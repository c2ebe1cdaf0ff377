private import CEbur128

extension MeterBank {
    /// What takes the measurements. The number is raised whenever a meter reads another value from the same
    /// samples; loudness and true peak are the library's.
    package static let version: String = {
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        ebur128_get_version(&major, &minor, &patch)
        return "meters@1 with libebur128 \(major).\(minor).\(patch)"
    }()
}
