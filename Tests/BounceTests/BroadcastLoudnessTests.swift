import Foundation
import Testing

/// What the header of a Broadcast Wave file says of its loudness, read and measured by programs that know nothing of
/// bounce: the `bext` chunk by Python's struct, the levels by ffmpeg's ebur128.
@Suite("The loudness in a Broadcast Wave header")
struct BroadcastLoudnessTests {
    /// Chunk by chunk to `bext`, and its five fields at their offsets (EBU Tech 3285, version 2): hundredths, signed.
    private static let reader = """
        import json, struct, sys
        data = open(sys.argv[1], 'rb').read()
        assert data[:4] == b'RIFF' and data[8:12] == b'WAVE'
        at = 12
        while data[at:at + 4] != b'bext':
            size, = struct.unpack_from('<I', data, at + 4)
            at += 8 + size + size % 2
        version, = struct.unpack_from('<H', data, at + 8 + 346)
        names = ['integrated', 'range', 'truePeak', 'momentary', 'shortTerm']
        fields = dict(zip(names, (field / 100 for field in struct.unpack_from('<5h', data, at + 8 + 412))))
        print(json.dumps({'version': version, **fields}))
        """

    /// What 0x7FFF stands for: there is no value.
    private static let none = 327.67

    /// A tone that comes in over most of the file, twice as loud on one side, and noise under it.
    private static func production(seconds: Double) -> JSON {
        .production(
            [
                .stem("tone", .tone(997, level: 0.4), .noise(level: 0.02)),
                .master(
                    "mix", of: ["tone"],
                    more: [
                        "format": ["rule": "bwf", "encoding": "pcm24"],
                        "effects": [["rule": "fade", "in": ["seconds": .number(seconds * 0.8)]]],
                        "inputs": [["target": "tone", "pan": 0.3]],
                    ]),
            ], ["sampleRate": 48_000, "duration": ["seconds": .number(seconds)], "channels": "stereo"])
    }

    /// The last value of each measurement, and the highest of the windows, among ffmpeg's lines each 100 ms.
    private func measured(_ place: WorkSpace) throws -> (last: [String: Double], highest: [String: Double]) {
        let ffmpeg = try #require(find("ffmpeg"))
        let filter = "ebur128=metadata=1:peak=true,ametadata=print:file=-"
        let result = try place.start(
            program: ffmpeg,
            ["-hide_banner", "-nostats", "-i", "bounces/mix.wav", "-af", filter, "-f", "null", "-"]
        ).wait()
        try #require(result.exit == 0, "\(result)")
        var (last, highest): ([String: Double], [String: Double]) = ([:], [:])
        for line in result.output.split(separator: "\n") where line.hasPrefix("lavfi.r128.") {
            let parts = line.dropFirst("lavfi.r128.".count).split(separator: "=")
            guard parts.count == 2, let value = Double(parts[1]) else { continue }
            last[String(parts[0])] = value
            highest[String(parts[0])] = max(highest[String(parts[0])] ?? -.infinity, value)
        }
        // The true peak is in the summary, to a tenth.
        let peak = result.errors.matches(of: /Peak: +(-?[0-9.]+) dBFS/).last
        last["peak"] = try Double(#require(peak).1)
        return (last, highest)
    }

    private func header(_ place: WorkSpace) throws -> JSON {
        let python = try #require(find("python3"))
        let result = try place.start(program: python, ["-c", Self.reader, "bounces/mix.wav"]).wait()
        try #require(result.exit == 0, "\(result)")
        return try result.json()
    }

    @Test(
        "is what ffmpeg measures of the file", .enabled(if: find("ffmpeg") != nil && find("python3") != nil))
    func agreement() throws {
        let place = try WorkSpace(Self.production(seconds: 45))
        let build = try place.build()
        try #require(build.exit == 0, "\(build)")
        let header = try header(place)
        #expect(header["version"] == 2)
        let (last, highest) = try measured(place)
        // ffmpeg looks at its windows every 100 ms, bounce every 10: the level hardly moves between where it is loudest.
        // Where the lower end of the range lies, it rises by 0.15 dB from one window of ffmpeg's to the next.
        let expected: [(String, Double?, Double)] = [
            ("integrated", last["I"], 0.02), ("range", last["LRA"], 0.2), ("truePeak", last["peak"], 0.1),
            ("momentary", highest["M"], 0.05), ("shortTerm", highest["S"], 0.05),
        ]
        for (name, value, tolerance) in expected {
            let found = try #require(header[name].number)
            #expect(abs(found - (try #require(value))) <= tolerance, "\(name): \(found), \(value ?? .nan)")
        }
        // Not all the same number.
        #expect(Set(expected.compactMap { header[$0.0].number }).count >= 4, "\(header)")
        if let exiftool = find("exiftool") {
            let shown = try place.start(program: exiftool, ["-s3", "-BWFVersion", "bounces/mix.wav"]).wait()
            #expect(shown.lines.isEmpty || shown.lines.first == "2", "\(shown)")
        }
    }

    @Test("has no value for what a file is too short for", .enabled(if: find("python3") != nil))
    func short() throws {
        let place = try WorkSpace(Self.production(seconds: 2))
        try #require(place.build().exit == 0)
        let header = try header(place)
        #expect(header["range"].number == Self.none && header["shortTerm"].number == Self.none, "\(header)")
        #expect(header["integrated"].number.map { $0 < 0 } == true, "\(header)")
    }
}
