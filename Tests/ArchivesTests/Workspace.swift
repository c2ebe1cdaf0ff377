import Foundation
import Testing

@testable import Archives

/// A folder of its own for one test, removed with it.
final class Workspace {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "archives-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: folder.appending(path: name))
        return path(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Packs `bytes`; the packed file is called `name` + `.packed`.
    func pack(_ bytes: [UInt8], as name: String, _ compression: Compression) throws -> MemberSummary {
        let source = try write(bytes, to: name)
        return try compressMember(from: source, to: path("\(name).packed"), compression: compression)
    }

    /// An archive of these members, which come in the order of their names.
    func archive(
        _ members: [(name: String, bytes: [UInt8])], named archive: String = "a.zip",
        compression: Compression = .fast, thresholds: Zip64Thresholds = Zip64Thresholds()
    ) throws -> String {
        var writer = ZipWriter(file: try NewFile(path: path(archive)), thresholds: thresholds)
        for (index, member) in members.enumerated() {
            let temporary = "\(archive)-\(index)"
            let summary = try pack(member.bytes, as: temporary, compression)
            _ = try writer.add(name: member.name, summary: summary, from: path("\(temporary).packed"))
        }
        try writer.finish()
        return path(archive)
    }
}

extension ZipReader {
    /// The whole content of a member, after it was verified.
    func content(of entry: ZipEntry) throws(ArchiveError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }
}

/// Contents that packers treat differently.
enum Content: String, CaseIterable {
    case empty, oneByte, text, random, tone, exactPiece, overPiece

    var bytes: [UInt8] {
        switch self {
        case .empty: []
        case .oneByte: [0x2A]
        case .text: [UInt8](String(repeating: "bounce the drums, then the bass. ", count: 3_000).utf8)
        case .random: Self.noise(count: 100_000, seed: 1)
        case .tone: Self.tone(frames: 30_000)
        case .exactPiece: Self.noise(count: 2 * ByteBuffer.standardSize, seed: 2)
        case .overPiece: Self.noise(count: ByteBuffer.standardSize + 1, seed: 3)
        }
    }

    /// A linear congruential generator (Knuth, MMIX) is random enough not to pack.
    static func noise(count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    /// 16-bit stereo of a tone that does not repeat.
    static func tone(frames: Int) -> [UInt8] {
        (0..<frames).flatMap { frame in
            let sample = Int16(26_000 * sin(2 * Double.pi * 110.37 * Double(frame) / 48_000))
            let (low, high) = (UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8))
            return [low, high, low, high]
        }
    }
}

/// A command of the system that knows ZIP archives independently of us.
enum Tool {
    static func isAvailable(_ name: String) -> Bool { path(of: name) != nil }

    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs it and answers what it printed; its exit code must be 0.
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path(of: name)))
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(name) says: \(text.suffix(400))")
        return text
    }
}
