import Foundation
import Testing

@Suite("A loop")
struct LoopedRecordingTests {
    @Test("whose file ends before its turn does says how early it turns")
    func short() throws {
        let recording = JSON.recording("take.wav", more: ["loop": "whole", "to": ["seconds": 0.2]])
        let place = try WorkSpace(.production([.stem("loop", recording)], ["duration": ["seconds": 1]]))
        try place.write(Sound.take(0, frames: 1_200), as: "take.wav")
        let short = try place.build()
        #expect(short.result.output.contains("take.wav ends at 0.150 s and `to` is at 0.200 s"), "\(short)")
        try place.write(Sound.take(0, frames: 1_600), as: "take.wav")
        let whole = try place.build()
        #expect(whole.rendered == ["loop"] && !whole.result.output.contains("`to`"), "\(whole)")
    }
}
