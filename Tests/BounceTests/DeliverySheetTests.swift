import Foundation
import Testing

/// What goes with the files of an archive, read by programs that know nothing of bounce.
@Suite("A delivery sheet")
struct DeliverySheetTests {
    /// Two stems, a master with gates, an archive of each kind, sections and a name like a formula.
    static let delivery = JSON.production(
        [
            .stem("bass", .tone(110), more: ["gates": [["rule": "peak", "atMost": 0]]]),
            .stem("=lead, 'one'", .tone(440, level: 0.3, wave: "saw")),
            .stem("silence", .tone(level: 0)),
            .master(
                "mix", of: ["bass", "silence"],
                more: [
                    "gates": [
                        ["rule": "true-peak", "atMost": 0],
                        ["rule": "loudness", "target": -14, "tolerance": 20],
                    ]
                ]),
            .archive("zipped", of: members), .archive("all", of: members, more: ["compression": "zstd"]),
        ],
        [
            "tempo": 128, "sampleRate": 48_000, "duration": ["seconds": 1.5],
            "sections": [
                ["name": "intro", "length": ["seconds": 0.5]],
                ["name": "@verse", "length": ["seconds": 0.5]],
            ],
        ])

    private static let members = ["mix", "bass", "=lead, 'one'", "silence"]

    /// Python's own readers and hashes against what the sheet says; prints what the test looks at further.
    private static let reader = """
        import csv, hashlib, io, json, subprocess, sys, tarfile, zipfile
        path = sys.argv[1]
        if path.endswith('.zip'):
            archive = zipfile.ZipFile(path)
            assert archive.testzip() is None
            files = {name: archive.read(name) for name in archive.namelist()}
        else:
            tar = tarfile.open(fileobj=io.BytesIO(subprocess.run(['zstd', '-dc', path], capture_output=True, check=True).stdout))
            members = tar.getmembers()
            assert all(m.isreg() and m.mtime == 315532800 and m.uid == m.gid == 0 and m.mode == 0o644 for m in members)
            files = {m.name: tar.extractfile(m).read() for m in members}
        sheet = json.loads(files['delivery.json'])
        table = files['delivery.csv'].decode()
        rows = list(csv.DictReader(io.StringIO(table, newline='')))
        assert table.count('\\r\\n') == table.count('\\n') == len(rows) + 1
        assert not any(cell[:1] in '=+@\\t\\r' for row in rows for cell in row.values() if cell), rows
        by_name = {row['name']: row for row in rows if row['record'] == 'file'}
        assert set(files) - {'delivery.json', 'delivery.csv'} == {f['name'] for f in sheet['files']}
        for f in sheet['files']:
            data = files[f['name']]
            row = by_name[("'" if f['name'][0] == '=' else '') + f['name']]
            digest = hashlib.sha256(data).hexdigest()
            assert f['sha256'] == row['sha256'] == digest, f
            assert f['bytes'] == int(row['bytes']) == len(data), f
            assert row['frames'] == str(f['audio']['frames']) and row['xxh3_128'] == f['xxh3'], f
            assert row['gates_passed'] == f"{len(f['gates'])} of {len(f['gates'])}", row
            level = f['audio'].get('loudnessLUFS')
            assert row['loudness_lufs'] == ('' if level is None else f'{level:.2f}'), row
        assert [r['name'] for r in rows if r['record'] == 'section'] == ['intro', "'@verse"], rows
        print(json.dumps(sheet))
        """

    @Test(
        "says what Python finds in the archive", .enabled(if: find("python3") != nil && find("zstd") != nil),
        arguments: ["zipped.zip", "all.tar.zst"])
    func python(archive: String) throws {
        let place = try WorkSpace(Self.delivery)
        let build = try place.build()
        try #require(build.exit == 0, "\(build)")
        let python = try #require(find("python3"))
        let result = try place.start(program: python, ["-c", Self.reader, "bounces/\(archive)"]).wait()
        try #require(result.exit == 0, "\(result)")
        let sheet = try result.json()
        #expect(sheet["schema"] == 1)
        #expect(sheet["production"]["name"] == "test" && sheet["production"]["tempo"] == 128)
        #expect(sheet["production"]["frames"] == 72_000 && sheet["production"]["seconds"] == 1.5)
        let verse = sheet["sections"][1]
        #expect(verse["startFrame"] == 24_000 && verse["endFrame"] == 48_000 && verse["endSeconds"] == 1)
        let files = Dictionary(uniqueKeysWithValues: sheet["files"].elements.map { ($0["target"].text, $0) })
        let bass = try #require(files["bass"])
        #expect(bass["audio"]["encoding"] == "float32" && bass["audio"]["channels"] == 1)
        // A sine of 0.5: its peak, and the loudness of one channel at −6.02 dBFS: −3.01 − 6.02 − 0.69 + the K-weighting
        // at 110 Hz, which is close to 0.
        #expect(bass["audio"]["samplePeakDBFS"] == -6.02)
        #expect(abs((bass["audio"]["loudnessLUFS"].number ?? 0) + 10.3) < 1)
        #expect(bass["gates"].elements.map { $0["gate"].text } == ["format", "length", "finite", "peak"])
        let silence = try #require(files["silence"])
        #expect(silence["audio"]["loudnessLUFS"] == .null)
        #expect(silence["audio"]["notMeasured"]["samplePeakDBFS"] == "silence: -∞")
    }

    @Test("sha256sum agrees", .enabled(if: find("sha256sum") != nil && find("unzip") != nil))
    func sha256sum() throws {
        let place = try WorkSpace(Self.delivery)
        try #require(place.build().exit == 0)
        let unzip = try #require(find("unzip"))
        let result = try place.start(program: unzip, ["-p", "bounces/zipped.zip", "delivery.json"]).wait()
        let sheet = try JSON(parsing: result.output)
        let sums = try place.start(
            program: try #require(find("sha256sum")),
            sheet["files"].elements.map { "bounces/\($0["name"].text)" }
        ).wait()
        #expect(sums.lines.map { String($0.prefix(64)) } == sheet["files"].elements.map { $0["sha256"].text })
    }

    @Test(
        "is the same bytes with any number of workers, and in a clean build after edits",
        arguments: ["-j1", "-j3"])
    func reproducible(jobs: String) throws {
        let place = try WorkSpace(Self.delivery)
        try #require(place.build(nil, jobs).exit == 0)
        #expect(try place.outputs() == cleanOutputs(Self.delivery))
        var edited = Self.delivery
        edited[target: "bass"]["instruments"][0]["level"] = 0.4
        #expect(try place.build(edited, jobs).exit == 0)
        #expect(try place.outputs() == cleanOutputs(edited))
    }

    @Test("follows an edited gate of a member, which is judged and not rendered; undone, it is brought back")
    func gate() throws {
        let place = try WorkSpace(Self.delivery)
        try #require(place.build().exit == 0)
        let before = try place.outputs()
        var edited = Self.delivery
        edited[target: "bass"]["gates"] = [["rule": "peak", "atMost": -1]]
        let build = try place.build(edited)
        #expect(build.judged == ["bass"] && build.rendered == ["all", "zipped"], "\(build)")
        #expect(build.reasons("zipped") == ["param gates of 'bass'"], "\(build)")
        #expect(try place.outputs() == cleanOutputs(edited))
        let undone = try place.build(Self.delivery)
        #expect(undone.rendered == [] && undone.restored == ["all", "zipped"], "\(undone)")
        #expect(try place.outputs() == before)
    }

    @Test("does not follow a gate that it says nothing of: the member is judged again, and nothing is packed")
    func comparison() throws {
        func production(_ bound: Double) -> JSON {
            ComparisonTests.production([
                ["rule": "peak", "atMost": 0], ["rule": "sum", "atMost": .number(bound)],
            ])
        }
        let place = try WorkSpace(production(-120))
        try place.write(Sound.take(1), as: "song.wav")
        try #require(place.build().exit == 0)
        let before = try place.outputs()
        let edited = try place.build(production(-100))
        #expect(edited.exit == 0 && edited.judged == ["mix"] && edited.rendered == [], "\(edited)")
        #expect(try place.outputs() == before)
        #expect(try before == cleanOutputs(production(-100), files: ["song.wav": Sound.take(1)]))
    }

    @Test(
        "follows what it says of the production",
        arguments: [["name": "another"], ["tempo": 90], ["sections": []]] as [JSON])
    func production(change: JSON) throws {
        let place = try WorkSpace(Self.delivery)
        try #require(place.build().exit == 0)
        let edited = Self.delivery.with(change)
        #expect(try place.build(edited).exit == 0)
        #expect(try place.outputs() == cleanOutputs(edited))
        #expect(try place.build().didNothing)
    }

    @Test("is not there where nobody wants it, and the files are not measured for it")
    func none() throws {
        var production = Self.delivery
        production[target: "zipped"]["sheet"] = false
        let place = try WorkSpace(production)
        try #require(place.build(nil, "zipped").exit == 0)
        let check = try place.run("verify", "bounces/zipped.zip")
        #expect(check.exit == 3 && check.output.contains("it has no delivery.json"), "\(check)")
    }

    @Test("a level of zlib that there is not is refused")
    func level() throws {
        let place = try WorkSpace()
        let production = JSON.production([
            .stem("a", .tone()), .archive("z", of: ["a"], more: ["compression": "small", "level": 12]),
        ])
        let build = try place.build(production)
        #expect(build.exit == 2 && build.result.text.contains("level 12 of zlib"), "\(build)")
    }
}
