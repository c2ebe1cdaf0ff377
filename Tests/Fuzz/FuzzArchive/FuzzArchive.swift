internal import Archives
internal import FuzzDriver

/// Archives from strangers: opened, and every member unpacked.
@main
enum FuzzArchive {
    static func main() {
        fuzz { bytes, count in
            Scratch.fill(bytes, count)
            guard let archive = try? ZipReader(path: Scratch.path) else { return 0 }
            for entry in archive.entries { try? archive.verify(entry) }
            return 0
        }
    }
}
