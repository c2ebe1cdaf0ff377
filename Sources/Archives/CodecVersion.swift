internal import CISAL
internal import CZlib

extension Compression {
    /// The version of ISA-L that packs `fast`.
    package static let fastVersion = "\(ISAL_MAJOR_VERSION).\(ISAL_MINOR_VERSION).\(ISAL_PATCH_VERSION)"

    /// The version of zlib that packs `deflate`.
    package static let deflateVersion = String(cString: zlibVersion())
}
