import Foundation
import Signal

@testable import SoundFiles

/// A folder of a test's own, gone when the test is over.
final class Workplace {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sound-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func put(_ bytes: [UInt8], as name: String) throws -> String {
        try Data(bytes).write(to: folder.appending(path: name))
        return path(name)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }
}

/// Writes channels of samples to a file, in blocks of a size of which neither is a multiple.
func write(
    _ samples: [[Double]], to path: String, _ format: SoundFormat, markers: [Marker] = [],
    tags: SoundTags = SoundTags()
) throws {
    let frames = samples[0].count
    var writer = try SoundWriter(
        path: path, format: format, frames: frames, header: SoundHeader(markers: markers, tags: tags))
    for block in blocks(of: samples, capacity: 1000) { try writer.write(block) }
    try writer.finish()
}

func blocks(of samples: [[Double]], capacity: Int) -> [Block] {
    stride(from: 0, to: samples[0].count, by: capacity).map { start in
        var block = Block(channels: samples.count, capacity: capacity)
        block.resize(to: min(capacity, samples[0].count - start))
        for channel in samples.indices {
            block.withChannel(channel) { target in
                for index in target.indices { target[index] = samples[channel][start + index] }
            }
        }
        return block
    }
}

/// Everything that a stream gives, pulled in blocks of `capacity` frames.
func drain(_ stream: any SampleStream, capacity: Int = 777) throws -> [[Double]] {
    var samples: [[Double]] = Array(repeating: [], count: stream.channels)
    var block = Block(channels: stream.channels, capacity: capacity)
    repeat {
        try stream.read(into: &block)
        for channel in samples.indices {
            block.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                samples[channel].append(contentsOf: part)
            }
        }
    } while block.frames > 0
    return samples
}

/// Samples on the grid of an encoding: its corners first, then noise that repeats from run to run.
func samples(on encoding: Encoding, channels: Int, frames: Int) -> [[Double]] {
    // Floats get the grid of 24-bit integers, which both hold exactly, and a factor that leaves it.
    let bits = encoding.isInteger ? encoding.bits : 24
    let steps = Double(Int64(1) << Int64(bits - 1))
    let corners: [Double] = [0, -1, encoding.fullScale, 1 / steps, -1 / steps, -encoding.fullScale, 0.5]
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var result: [[Double]] = []
    for _ in 0..<channels {
        var channel = corners
        while channel.count < frames {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let sample = Double(Int64(bitPattern: state) >> Int64(64 - bits)) / steps
            switch encoding {
            case .float32: channel.append(Double(Float(sample * 1.7)))
            case .float64: channel.append(sample * 1.7)
            default: channel.append(sample)
            }
        }
        result.append(Array(channel.prefix(frames)))
    }
    return result
}

/// What a program prints; nil when it is not installed.
func output(of program: String, _ arguments: [String]) throws -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    let candidates = folders.map { "\($0)/\(program)" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: found)
    process.arguments = arguments
    // Into a file: reading a pipe can be interrupted, which Foundation does not survive.
    let place = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
    try Data().write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    process.standardOutput = try FileHandle(forWritingTo: place)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return String(decoding: try Data(contentsOf: place), as: UTF8.self)
}
