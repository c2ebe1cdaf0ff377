internal import Archives
internal import FuzzDriver

/// Tars from strangers, compressed with Zstandard or not at all: every member is read.
@main
enum FuzzTar {
    /// A few bytes of Zstandard may stand for gigabytes.
    private static let mostBytes = 1 << 24

    static func main() {
        fuzz { bytes, count in
            Scratch.fill(bytes, count)
            try? FuzzTar.read()
            return 0
        }
    }

    private static func read() throws {
        var reader = try TarReader(path: Scratch.path)
        var size = 0
        while let entry = try reader.next() {
            try reader.read(entry, isCancelled: { size > mostBytes }, receive: { size += $0.count })
        }
    }
}
