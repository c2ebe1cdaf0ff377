import Foundation
import Testing

@Suite("bounce verify ARCHIVE", .enabled(if: find("python3") != nil))
struct DeliveryCheckTests {
    private static let delivery = JSON.production(
        [
            .stem("bass", .tone(110)),
            .stem("noise", .noise(), more: ["format": ["rule": "flac", "encoding": "pcm16"]]),
            .archive("zipped", of: ["bass", "noise"]), .archive("inner", of: ["bass"]),
            .archive("outer", of: ["inner", "noise"]),
            .archive("all", of: ["bass", "noise"], more: ["compression": "zstd"]),
        ], ["duration": ["seconds": 1.5]])

    /// Reads a zip, changes what `files` and `sheet` are, and writes it again.
    private static let changer = """
        import json, sys, zipfile
        source, target, change = sys.argv[1:]
        archive = zipfile.ZipFile(source)
        files = {name: archive.read(name) for name in archive.namelist()}
        sheet = json.loads(files['delivery.json'])
        first = sheet['files'][0]
        raw = None
        exec(change)
        files.setdefault('delivery.json', None)
        with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as out:
            for name, data in files.items():
                if name == 'delivery.json':
                    if raw == b'': continue
                    data = raw if raw is not None else json.dumps(sheet).encode()
                if data is not None: out.writestr(name, data)
        """

    private func built() throws -> WorkSpace {
        let place = try WorkSpace(Self.delivery)
        let build = try place.build()
        try #require(build.exit == 0, "\(build)")
        return place
    }

    private func changed(_ place: WorkSpace, _ change: String) throws {
        let python = try #require(find("python3"))
        let result = try place.start(
            program: python, ["-c", Self.changer, "bounces/zipped.zip", "lie.zip", change]
        ).wait()
        try #require(result.exit == 0, "\(result)")
    }

    @Test("finds nothing wrong with what a build made, where there is no manifest and no cache")
    func good() throws {
        let place = try built()
        for name in ["zipped.zip", "outer.zip", "all.tar.zst"] {
            let elsewhere = try WorkSpace()
            try elsewhere.write(place.bytes(of: "bounces/\(name)"), as: name)
            let result = try elsewhere.run("verify", name)
            #expect(result.exit == 0 && result.output.contains("2 passed, 0 failed"), "\(result)")
            let report = try elsewhere.run("verify", name, "--json").json()
            #expect(report["passed"] == true && report["problems"].elements == [] && report["schema"] == 1)
            #expect(report["files"].elements.count == 2 && report["production"] == "test")
            #expect(elsewhere.names(in: ".") == [name])
        }
    }

    struct Lie: CustomTestStringConvertible, Sendable {
        let change: String
        let words: String
        var testDescription: String { words }
    }

    static let lies = [
        Lie(change: "files['bass.wav'] = files['bass.wav'][:-4] + b'abcd'", words: "SHA-256: the sheet says"),
        Lie(change: "files['bass.wav'] += b'x'", words: "bytes: the sheet says"),
        Lie(change: "first['sha256'] = '0' * 64", words: "SHA-256: the sheet says"),
        Lie(change: "first['xxh3'] = '0' * 32", words: "XXH3-128: the sheet says"),
        Lie(change: "first['bytes'] = -1", words: "bytes: the sheet says"),
        Lie(change: "first['audio']['loudnessLUFS'] += 0.5", words: "loudness: the sheet says"),
        Lie(change: "del first['audio']['loudnessLUFS']", words: "loudness: the sheet says that it has none"),
        Lie(change: "first['audio']['truePeakDBTP'] -= 0.5", words: "true peak: the sheet says"),
        Lie(change: "first['audio']['samplePeakDBFS'] -= 0.1", words: "sample peak: the sheet says"),
        Lie(change: "first['audio']['frames'] += 1", words: "frames: the sheet says"),
        Lie(change: "first['audio']['seconds'] = 2", words: "seconds: the sheet says"),
        Lie(change: "first['audio']['channels'] = 2", words: "channels: the sheet says"),
        Lie(change: "first['audio']['sampleRate'] = 44100", words: "sample rate: the sheet says"),
        Lie(change: "first['audio']['encoding'] = 'pcm24'", words: "encoding: the sheet says"),
        Lie(change: "first['audio']['container'] = 'AIFF'", words: "container: the sheet says"),
        Lie(change: "first['gates'][0]['passed'] = False", words: "the gate format is broken"),
        Lie(change: "files['more.wav'] = b'RIFF'", words: "it is not on the delivery sheet"),
        Lie(change: "del files['bass.wav']", words: "and not in the archive"),
        Lie(change: "sheet['files'] = []", words: "names no files"),
        Lie(change: "sheet['files'].append(first)", words: "names \"bass.wav\" twice"),
        Lie(change: "files['delivery.csv'] = None", words: "it has no delivery.csv"),
        Lie(change: "sheet['production']['tempo'] = 1", words: "delivery.csv says something else"),
        Lie(change: "raw = b''", words: "it has no delivery.json"),
        Lie(change: "raw = b'{'", words: "no delivery sheet"),
        Lie(change: "raw = b'[' * 100000", words: "no delivery sheet"),
        Lie(change: "raw = b'null'", words: "no delivery sheet"),
        Lie(change: "sheet['schema'] = 2", words: "of schema 2"),
        Lie(change: "del first['sha256']", words: "'sha256' is missing"),
        Lie(change: "first['bytes'] = 1e300", words: "no delivery sheet"),
        Lie(change: "first['audio']['frames'] = 9223372036854775807", words: "frames: the sheet says"),
        Lie(
            change:
                "sheet['sections'] = [dict(name='a', startFrame=-2**63, endFrame=2**63-1, startSeconds=0, endSeconds=1e308)]",
            words: "delivery.csv says something else"),
        Lie(change: "files['../evil.wav'] = b'x'", words: "cannot hold a member named"),
        Lie(change: "files['/evil.wav'] = b'x'", words: "cannot hold a member named"),
        Lie(change: "files['BASS.wav'] = b'x'", words: "is the same file where case"),
        Lie(
            change:
                "import hashlib; d = b'no audio'; files['bass.wav'] = d; first['bytes'] = len(d); first['sha256'] = hashlib.sha256(d).hexdigest()",
            words: "it is no sound audio file"),
    ]

    @Test("says what is wrong, and ends with status 3", arguments: lies)
    func lie(_ lie: Lie) throws {
        let place = try built()
        try changed(place, lie.change)
        let result = try place.run("verify", "lie.zip")
        #expect(result.exit == 3 && result.output.contains(lie.words), "\(result)")
        let report = try place.run("verify", "lie.zip", "--json")
        #expect(report.exit == 3)
        #expect(try report.json()["passed"] == false)
    }

    @Test("refuses what is no archive, is cut short or is damaged, whatever its name says")
    func damaged() throws {
        let place = try built()
        for name in ["zipped.zip", "all.tar.zst"] {
            let bytes = try place.bytes(of: "bounces/\(name)")
            var flipped = bytes
            flipped[bytes.count / 2] ^= 0x55
            for wrong in [
                Data(), Data("PK".utf8), bytes.prefix(bytes.count / 2), flipped, Data(count: 5_000),
            ] {
                try place.write(Data(wrong), as: name)
                let result = try place.run("verify", name)
                #expect(result.exit == 3 && !result.output.isEmpty, "\(result)")
            }
        }
    }

    @Test("a bomb is not unpacked beyond what its sheet says")
    func bomb() throws {
        let place = try built()
        // A gigabyte of zeros in a megabyte.
        try changed(place, "files['bass.wav'] = bytes(1 << 30)")
        let result = try place.run("verify", "lie.zip")
        #expect(result.exit == 3 && result.output.contains("bytes: the sheet says"), "\(result)")
    }

    @Test("an archive that is not there, or others beside it, are wrong usage")
    func usage() throws {
        let place = try built()
        #expect(try place.run("verify", "nowhere.zip").exit == 2)
        #expect(try place.run("verify", "bounces/zipped.zip", "bass").exit == 2)
    }
}
