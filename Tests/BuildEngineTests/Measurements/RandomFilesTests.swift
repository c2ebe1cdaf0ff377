import Foundation
import PlainMeasures
import Signal
import Testing

@testable import BuildEngine
@testable import SoundFiles

/// A hundred files of any rate, form, level and length, written to disk and measured from there: every measurement
/// agrees with a plain computation over all samples, or with libebur128, or says why it cannot be taken.
@Suite struct RandomFilesTests {
    static let count = 100

    @Test("every measurement of a hundred random files agrees with its reference, or says why it is none")
    func agreement() throws {
        let place = try FilePlace()
        var table = AgreementTable()
        for seed in 0..<Self.count {
            let file = RandomFile(seed: seed)
            let path = try place.write(file, "\(seed)")
            let measured = try MeasuredFile(path, grid: "120/4", preset: nil)
            #expect(measured.problem == nil, "\(file): \(measured.problem?.words ?? "")")
            #expect(measured.info?.frames == file.frames, "\(file)")
            table.addForm(measured.info?.frames == file.frames && measured.info?.encoding == file.encoding)
            let reference = References(try Self.samples(file, path), file)
            let agreements =
                measured.measurements.compactMap { measurement in
                    reference.agreement(measurement).map { (measurement, $0) }
                } + reference.bandAgreements(measured.measurements)
            for (measurement, agreement) in agreements {
                table.add(measurement, agreement, of: file)
                #expect(agreement.holds, "\(file): \(measurement) against \(agreement)")
            }
            if seed < 20, file.frames > 0 { try Self.checkResidual(file, path, place, &table) }
        }
        try table.checkPage()
    }

    /// What is on the disk; of ten minutes what was written there, which takes less memory.
    private static func samples(_ file: RandomFile, _ path: String) throws -> [[Double]] {
        file.frames < 1_000_000 ? try FilePlace.samples(path) : file.channels
    }

    /// The residual of a mix against a stem that is a little another.
    private static func checkResidual(
        _ file: RandomFile, _ path: String, _ place: FilePlace, _ table: inout AgreementTable
    ) throws {
        let other = file.disturbed
        let stem = try place.write(other, "\(file.seed) stem")
        let reader = try SoundReader(path: path)
        let meter = try ResidualMeter(metric: "residual", of: reader.info, stems: [("stem", stem)])
        try reader.forEachBlock({ false }) { meter.measure($0) }
        let found = try #require(meter.finish().first)
        let expected = PlainMeasures(try FilePlace.samples(path), sampleRate: file.sampleRate)
            .largestDifference(to: PlainMeasures(try FilePlace.samples(stem), sampleRate: file.sampleRate))
        let agreement = Agreement(
            expected: .number(20 * log10(expected)), found: found.value, tolerance: 1e-9)
        table.add(found, agreement, of: file)
        #expect(agreement.holds, "\(file): \(found) against \(agreement)")
    }
}

/// What a measurement has to be, and by how much it is off.
struct Agreement {
    /// The reference's value, or the part of the words that say why there is none.
    let expected: Measurement.Value
    let found: Measurement.Value
    let tolerance: Double

    var error: Double? {
        guard case .number(let expected) = expected, case .number(let found) = found else { return nil }
        return expected == found ? 0 : abs(expected - found)
    }

    var holds: Bool {
        if let error { return error <= tolerance }
        guard case .unmeasurable(let part) = expected, case .unmeasurable(let reason) = found else {
            return false
        }
        return reason.contains(part)
    }
}

/// A folder for files that are measured.
final class FilePlace {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "measure-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ file: RandomFile, _ name: String) throws -> String {
        let path = folder.appending(path: "\(name).\(file.container.fileExtension)").path
        let format = SoundFormat(
            container: file.container, encoding: file.encoding, sampleRate: file.sampleRate,
            channels: file.channels.count)
        var writer = try SoundWriter(path: path, format: format, frames: file.frames)
        for start in stride(from: 0, to: file.frames, by: 5_000) {
            var block = Block(channels: file.channels.count, capacity: 5_000)
            let count = min(5_000, file.frames - start)
            block.resize(to: count)
            for (channel, samples) in file.channels.enumerated() {
                block.withChannel(channel) { target in
                    for index in 0..<count { target[index] = samples[start + index] }
                }
            }
            try writer.write(block)
        }
        _ = try writer.finish()
        return path
    }

    static func samples(_ path: String) throws -> [[Double]] {
        let reader = try SoundReader(path: path)
        var samples: [[Double]] = Array(repeating: [], count: reader.info.channels)
        try reader.forEachBlock({ false }) { block in
            for channel in samples.indices {
                block.withChannel(channel) { samples[channel] += Array($0) }
            }
        }
        return samples
    }
}
