internal import Archives
internal import BuildGraph
internal import BuildStore
internal import Signal
internal import SoundFiles

/// Checks an archive by the delivery sheet that is in it, on any machine, without a manifest or a work space.
///
/// The archive may come from anybody. Nothing of it is unpacked but one audio file at a time, into a directory of
/// the check's own, under a name of the check's own; and no more of that than the sheet and the archive agree on.
package final class DeliveryCheck {
    private let path: String
    private let scratch: String
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter path: The archive: a zip, or a tar with zstd. Its first bytes tell.
    package init(_ path: String, isCancelled: @escaping @Sendable () -> Bool) throws(BuildError) {
        self.path = path
        self.isCancelled = isCancelled
        do {
            scratch = try makeTemporaryDirectory("bounce-verify")
        } catch {
            throw .store(error)
        }
    }

    deinit { try? removeTree(scratch) }

    /// Checks the files one by one, and hands over each. What is wrong with the archive is in the report; an error
    /// is about this machine.
    package func run(_ found: (CheckedFile) -> Void) throws(BuildError) -> DeliveryReport {
        do {
            guard try FileIdentity(path: path) != nil else {
                throw BuildError.usage("there is no archive \(path)")
            }
            return try check(found)
        } catch _ where isCancelled() {
            throw .interrupted
        } catch let fault as SheetFault {
            return DeliveryReport(sheet: nil, problems: [fault.description])
        } catch let error as ArchiveError where !error.isEnvironment {
            return DeliveryReport(sheet: nil, problems: [error.description])
        } catch let error as BuildError {
            throw error
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .missingTool(Failing(error).message)
        }
    }

    private func check(_ found: (CheckedFile) -> Void) throws -> DeliveryReport {
        let archive = try DeliveredArchive(path)
        let sheets = try archive.sheets(isCancelled)
        guard let json = sheets[DeliverySheet.jsonName] else { throw SheetFault.missing }
        let sheet = try DeliverySheet(json: json)
        let tally = Tally(sheet)
        tally.report.problems = Self.problems(of: sheet, table: sheets[DeliverySheet.tableName] ?? [])
        try archive.members(isCancelled) { name, size, read in
            if name == DeliverySheet.jsonName || name == DeliverySheet.tableName { return true }
            let file = try self.file(name, size, tally.take(name), read)
            tally.report.count(file)
            found(file)
            return true
        }
        for name in tally.left {
            let file = CheckedFile(
                name: name, problems: ["it is on the delivery sheet, and not in the archive"])
            tally.report.count(file)
            found(file)
        }
        return tally.report
    }

    /// What is to be found still, and what was.
    private final class Tally {
        var report: DeliveryReport
        private var stated: [String: DeliverySheet.File]

        init(_ sheet: DeliverySheet) {
            report = DeliveryReport(sheet: sheet)
            stated = Dictionary(sheet.files.map { ($0.name, $0) }) { first, _ in first }
        }

        /// What the sheet says of a member that was found.
        func take(_ name: String) -> DeliverySheet.File? { stated.removeValue(forKey: name) }

        /// The names of what was not found.
        var left: [String] { stated.keys.sorted() }
    }

    private func file(
        _ name: String, _ size: UInt64, _ stated: DeliverySheet.File?, _ read: DeliveredArchive.Read
    ) throws -> CheckedFile {
        var file = CheckedFile(name: name)
        guard let stated else {
            file.problems = ["it is not on the delivery sheet"]
            return file
        }
        guard Int(exactly: size) == stated.bytes else {
            file.problems = ["bytes: the sheet says \(stated.bytes), the archive has \(size)"]
            return file
        }
        // A file that is to be measured has to be one: libsndfile reads no streams.
        let copy = stated.audio == nil ? nil : try ScratchFile("\(scratch)/audio", size: size)
        if let fault = try compareDigests(stated, copy, read, &file) {
            file.problems = [fault.description]
            return file
        }
        for gate in stated.gates where !gate.passed {
            file.problems.append(
                "the sheet says that the gate \(gate.gate) is broken: expected \(gate.expected), found \(gate.found)"
            )
        }
        file.gates = stated.gates.count
        guard let audio = stated.audio, let copy else { return file }
        do {
            file.measured = try measure(copy.path)
        } catch let error as SoundFileError {
            file.problems.append("it is no sound audio file: \(error.description)")
            return file
        }
        file.hold(audio)
        return file
    }

    /// Reads a member, and holds its digests against the sheet's. Returns what is wrong with the archive.
    private func compareDigests(
        _ stated: DeliverySheet.File, _ copy: ScratchFile?, _ read: DeliveredArchive.Read,
        _ file: inout CheckedFile
    ) throws -> ArchiveError? {
        let secure = SecureHasher()
        let hash = WrittenHash()
        do throws(ArchiveError) {
            try read { bytes in
                secure.update(bytes)
                hash.update(bytes)
                copy?.write(bytes)
            }
        } catch {
            if error.isEnvironment || isCancelled() { throw error }
            return error
        }
        if let failure = copy?.failure { throw failure }
        file.compare("SHA-256", stated.sha256, secure.digest)
        file.compare("XXH3-128", stated.xxh3, hash.digest.hexadecimal)
        return nil
    }

    private func measure(_ path: String) throws -> DeliverySheet.Audio {
        let reader = try SoundReader(path: path)
        let meters = MeterBank(
            metrics: Set(SheetedFile.metrics), sampleRate: reader.info.sampleRate,
            channels: reader.info.channels, fullScale: reader.info.encoding?.fullScale ?? 1)
        var block = Block(channels: reader.info.channels)
        repeat {
            if isCancelled() { throw Interrupted() }
            try reader.read(into: &block)
            meters.measure(block)
        } while block.frames > 0
        let evidence = Evidence(info: reader.info, measurements: meters.finish())
        return DeliverySheet.Audio(reader.info, evidence.value)
    }

    /// What is wrong with the sheet as a whole.
    private static func problems(of sheet: DeliverySheet, table: [UInt8]) -> [String] {
        var problems: [String] = []
        if sheet.files.isEmpty { problems.append("the delivery sheet names no files") }
        var seen: Set<String> = []
        for file in sheet.files where !seen.insert(file.name).inserted {
            problems.append("the delivery sheet names \(file.name.debugDescription) twice")
        }
        if table.isEmpty {
            problems.append("it has no \(DeliverySheet.tableName)")
        } else if table != sheet.table {
            problems.append("\(DeliverySheet.tableName) says something else than \(DeliverySheet.jsonName)")
        }
        return problems
    }
}

/// One file of an archive, as it was found.
package struct CheckedFile: Sendable {
    package let name: String
    package var problems: [String] = []
    /// What was measured; nil for what is no audio, or could not be read.
    package var measured: DeliverySheet.Audio?
    /// Gates that the sheet says hold.
    package var gates = 0

    package var passed: Bool { problems.isEmpty }

    /// How far a level measured again may be from the sheet's: the sheet rounds to 0.01, and another version of a
    /// meter reads true peaks a little differently.
    package static let tolerances = (loudness: 0.1, truePeak: 0.2, samplePeak: 0.02)

    fileprivate mutating func compare<Fact: Equatable>(_ what: String, _ stated: Fact, _ found: Fact) {
        if stated != found { problems.append("\(what): the sheet says \(stated), the file has \(found)") }
    }

    /// Holds what the sheet says of the audio against what was measured.
    fileprivate mutating func hold(_ stated: DeliverySheet.Audio) {
        guard let measured else { return }
        compare("container", stated.container, measured.container)
        compare("encoding", stated.encoding, measured.encoding)
        compare("sample rate", stated.sampleRate, measured.sampleRate)
        compare("channels", stated.channels, measured.channels)
        compare("frames", stated.frames, measured.frames)
        compare("seconds", stated.seconds, measured.seconds)
        let tolerances = Self.tolerances
        compare("loudness", stated.loudnessLUFS, measured.loudnessLUFS, tolerances.loudness, "LUFS")
        compare("true peak", stated.truePeakDBTP, measured.truePeakDBTP, tolerances.truePeak, "dBTP")
        compare("sample peak", stated.samplePeakDBFS, measured.samplePeakDBFS, tolerances.samplePeak, "dBFS")
    }

    private mutating func compare(
        _ what: String, _ stated: Double?, _ found: Double?, _ tolerance: Double, _ unit: String
    ) {
        switch (stated, found) {
        case (nil, nil): return
        // A hundredth more, for the rounding of both.
        case (let stated?, let found?) where abs(stated - found) <= tolerance + 0.005: return
        default:
            let words = [stated, found].map { $0.map { "\(decimal($0, 2)) \(unit)" } ?? "that it has none" }
            problems.append("\(what): the sheet says \(words[0]), measured \(words[1])")
        }
    }
}

/// What came of a check.
package struct DeliveryReport: Sendable {
    /// Nil where there is none that can be read.
    package let sheet: DeliverySheet?
    /// What is wrong with the archive or its sheet as a whole.
    package var problems: [String] = []
    package private(set) var passed = 0
    package private(set) var failed = 0

    package var isGood: Bool { problems.isEmpty && failed == 0 && sheet != nil }

    fileprivate mutating func count(_ file: CheckedFile) {
        if file.passed { passed += 1 } else { failed += 1 }
    }
}
