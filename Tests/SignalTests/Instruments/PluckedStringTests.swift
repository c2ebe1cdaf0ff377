import Foundation
import Signal
import Testing

@Suite("The plucked string")
struct PluckedStringTests {
    @Test("is in tune to a tenth of a cent", arguments: [28.0, 40, 52.5, 64, 76.25, 88, 100])
    func tuning(pitch: Double) throws {
        let string = PluckedString(decay: 20, brightness: 0.8, position: 0, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(string, [Notes.note(pitch)], frames: 70_000)
        let expected = 440 * Mathematics.power(2, (pitch - 69) / 12)
        #expect(Notes.cents(Notes.frequency(samples, near: expected), from: expected).magnitude < 0.1)
    }

    @Test("its fundamental falls by 60 dB in the decay time", arguments: [1.0, 3])
    func decay(seconds: Double) throws {
        let string = PluckedString(decay: Control(seconds), brightness: 0.9, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(string, [Notes.note(Notes.pitch(200))], frames: 60_000)
        let early = Played.amplitude(Array(samples[4_800..<9_600]), cycles: 20)
        let late = Played.amplitude(Array(samples[33_600..<38_400]), cycles: 20)
        let fall = Mathematics.decibels(fromAmplitude: early / late)
        #expect((fall - 60 * 0.6 / seconds).magnitude < 0.2)
    }

    private struct Twin: Decodable {
        let pitch, decay, brightness, position, velocity: Double
        let seed: UInt64
        let samples: [Double]
    }

    @Test("is numpy's twin of its recurrence, within 1e-10")
    func twin() throws { #expect(try Self.worstOfTwins() < 1e-10) }

    static func worstOfTwins() throws -> Double {
        let url = try #require(
            Bundle.module.url(
                forResource: "strings", withExtension: "json", subdirectory: "Expected/instruments"))
        let twins = try JSONDecoder().decode([Twin].self, from: Data(contentsOf: url))
        try #require(twins.count == 3)
        return try twins.map { twin in
            let string = PluckedString(
                decay: Control(twin.decay), brightness: Control(twin.brightness),
                position: Control(twin.position),
                sampleRate: Notes.sampleRate)
            let note = Notes.note(twin.pitch, velocity: twin.velocity, seed: twin.seed)
            let samples = try Notes.mono(string, [note], frames: twin.samples.count)
            return zip(samples, twin.samples).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
        }.max() ?? .infinity
    }

    @Test("begins near 0.25 at velocity 1, never exceeds it, and ends at rest when it is damped")
    func levels() throws {
        let string = PluckedString(decay: 4, release: 0.05, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(string, [Notes.note(45, frames: 9_600)], frames: 24_000)
        #expect((0.15...0.26).contains(Played.peak(samples)))
        #expect(samples[12_000...].allSatisfy { $0 == 0 })
        #expect(Notes.sharpestBend(samples[11_800...]) < 1e-4)
        #expect(samples[0] == 0)
    }

    @Test("a note that its loop cannot hold is silent")
    func extremes() throws {
        for pitch in [-100.0, 125, 140] {
            let string = PluckedString(decay: 4, sampleRate: Notes.sampleRate)
            #expect(try Notes.mono(string, [Notes.note(pitch)], frames: 1_000).allSatisfy { $0 == 0 })
        }
    }
}
