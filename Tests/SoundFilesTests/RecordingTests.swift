import Foundation
import Signal
import Testing

@testable import SoundFiles

@Suite("A recording on the timeline")
struct RecordingTests {
    let workplace: Workplace
    /// 1000 frames at 48 kHz: a ramp of 0.001 · n to the left, its negative to the right.
    let ramp: [Double] = (0..<1000).map { Double(Float(Double($0) / 1000)) }

    init() throws {
        workplace = try Workplace()
        let stereo = SoundFormat(container: .wav, encoding: .float32, sampleRate: 48_000, channels: 2)
        try write([ramp, ramp.map { -$0 / 2 }], to: workplace.path("stereo.wav"), stereo)
        let mono = SoundFormat(container: .wav, encoding: .float32, sampleRate: 48_000, channels: 1)
        try write([ramp], to: workplace.path("mono.wav"), mono)
    }

    private func place(
        _ name: String = "mono.wav", trim: Range<Int>? = nil, at start: Int = 0, until end: Int = .max,
        loops: Bool = false, gain: Double = 1, frames: Int = 3000, map: Recording.Channels = .matching(1),
        capacity: Int = 777
    ) throws -> [[Double]] {
        let recording = try Recording(
            reader: SoundReader(path: workplace.path(name)), trim: trim, at: start, until: end, loops: loops,
            gain: gain, frames: frames, channelMap: map)
        return try drain(recording, capacity: capacity)
    }

    private func silence(_ frames: Int) -> [Double] { Array(repeating: 0, count: frames) }

    @Test("is silent before and after, and keeps its natural end")
    func placed() throws {
        #expect(try place(at: 500) == [silence(500) + ramp + silence(1500)])
    }

    @Test("uses the frames it is trimmed to, as far as they exist")
    func trimmed() throws {
        #expect(try place(trim: 100..<200, at: 10) == [silence(10) + ramp[100..<200] + silence(2890)])
        #expect(try place(trim: 900..<2000) == [ramp[900...] + silence(2900)])
        #expect(try place(trim: 2000..<3000) == [silence(3000)])
        #expect(try place(trim: 2000..<3000, loops: true) == [silence(3000)])
    }

    @Test("fades out over 2 ms where its end cuts it")
    func cut() throws {
        let sound = try place(at: 100, until: 600)[0]
        #expect(sound[..<504] == silence(100)[...] + ramp[..<404])
        #expect(sound[600...].allSatisfy { $0 == 0 })
        for frame in 0..<96 {
            let weight = (1 + cos(.pi * (Double(frame) + 0.5) / 96)) / 2
            #expect(abs(sound[504 + frame] - ramp[404 + frame] * weight) < 1e-15)
        }
    }

    @Test("fades when the production ends before it does, and when less than 2 ms are left")
    func cutShort() throws {
        let atEnd = try place(at: 2500)[0]
        #expect(atEnd.count == 3000)
        #expect(abs(atEnd[2999]) < 1e-4)
        let brief = try place(trim: 500..<1000, at: 0, until: 10)[0]
        #expect(abs(brief[0] - 0.5) < 0.01 && abs(brief[9]) < 0.01)
        #expect(brief[10...].allSatisfy { $0 == 0 })
    }

    @Test("loops until its end; whole rounds end as they are, others fade")
    func loops() throws {
        let round = Array(ramp[200..<500])
        let whole = try place(trim: 200..<500, at: 50, until: 950, loops: true)
        #expect(whole == [silence(50) + round + round + round + silence(2050)])
        let part = try place(trim: 200..<500, at: 50, until: 900, loops: true)[0]
        #expect(part[..<804] == (silence(50) + round + round + round)[..<804])
        #expect(abs(part[899]) < 1e-3)
        #expect(part[900...].allSatisfy { $0 == 0 })
    }

    @Test("maps its channels")
    func channels() throws {
        let right = ramp.map { -$0 / 2 }
        let both = try place("stereo.wav", frames: 1000, map: .matching(2))
        #expect(both == [ramp, right])
        #expect(try place("mono.wav", frames: 1000, map: .matching(2)) == [ramp, ramp])
        #expect(try place("stereo.wav", frames: 1000, map: .left(1)) == [ramp])
        #expect(try place("stereo.wav", frames: 1000, map: .right(2)) == [right, right])
        #expect(try place("stereo.wav", frames: 1000, map: .mix(1)) == [ramp.map { $0 / 4 }])
        #expect(try place("mono.wav", gain: 0.25, frames: 1000) == [ramp.map { $0 / 4 }])
    }

    @Test("is the same however it is cut into blocks", arguments: [1, 64, 300, 4096, 20_000])
    func blocks(_ capacity: Int) throws {
        let expected = try place(trim: 10..<400, at: 33, until: 2900, loops: true, gain: 0.7)
        let found = try place(
            trim: 10..<400, at: 33, until: 2900, loops: true, gain: 0.7, capacity: capacity)
        #expect(found == expected)
    }

    @Test("can be read whole when it is short, and is refused when it is not")
    func oneShot() throws {
        let path = workplace.path("stereo.wav")
        let whole = try decodeOneShot(path: path)
        #expect(whole.samples == [ramp, ramp.map { -$0 / 2 }])
        #expect(whole.info.frames == 1000)
        let error = #expect(throws: SoundFileError.self) {
            try decodeOneShot(path: path, maximumSeconds: 0.02)
        }
        #expect(error?.problem == .tooLong(seconds: 1000.0 / 48_000, limit: 0.02))
    }
}
