import Foundation
import Testing

/// A directory of a test's own, with a production in it, gone when the test is over.
final class WorkSpace {
    /// Where the production is.
    let directory: URL
    /// What the tests keep beside it.
    private let root: URL
    private var runs = 0

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "bounce-\(UUID().uuidString)")
        directory = root.appending(path: "production")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    convenience init(_ production: JSON) throws {
        try self.init()
        try write(production)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    // MARK: Running

    /// Starts `bounce` in the directory.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
        try start(program: Bounce.path, arguments, environment: environment)
    }

    func start(program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Running
    {
        runs += 1
        return try Running(
            program, arguments, in: directory, output: beside("output-\(runs)"), environment: environment)
    }

    /// Runs `bounce` in the directory, to its end.
    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> RunResult {
        try start(arguments, environment: environment).wait()
    }

    /// Builds the description with events, after writing it where one is given.
    @discardableResult
    func build(
        _ production: JSON? = nil, _ arguments: String..., environment: [String: String] = [:]
    ) throws -> Build {
        if let production { try write(production) }
        let running = try startBuild(arguments, environment: environment)
        return try Build(running.wait(), events: events)
    }

    /// Starts a build of the description, with events.
    func startBuild(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> Running {
        try? FileManager.default.removeItem(at: eventFile)
        return try start(
            ["build", "-f", "production.json", "--events", eventFile.path] + arguments,
            environment: environment)
    }

    /// What the last build said happened, as far as it is whole.
    var events: [JSON] {
        guard let data = try? Data(contentsOf: eventFile) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
            try? JSON(parsing: String($0))
        }
    }

    /// Waits until a running build has begun with a target.
    func waitUntilStarted(_ target: String) throws {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        while !events.contains(where: { $0["event"] == "target-started" && $0["target"].text == target }) {
            guard ContinuousClock.now < deadline else { throw Running.TookTooLong(seconds: 60 * patience) }
            usleep(2_000)
        }
    }

    private var eventFile: URL { beside("events.jsonl") }

    // MARK: Files

    func url(_ path: String) -> URL { directory.appending(path: path) }

    /// A path outside of the production.
    func beside(_ name: String) -> URL { root.appending(path: name) }

    func write(_ production: JSON) throws { try write(production.data(), as: "production.json") }

    func write(_ text: String, as path: String) throws { try write(Data(text.utf8), as: path) }

    func write(_ data: Data, as path: String) throws {
        let url = url(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func bytes(of path: String) throws -> Data { try Data(contentsOf: url(path)) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: url(path)) }

    func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url(path).path)) ?? []).sorted()
    }

    /// Every artifact by its name, but for what was saved aside.
    func outputs() throws -> [String: Data] {
        try names(in: "bounces").filter { !$0.contains(".edited-") }
            .reduce(into: [:]) { $0[$1] = try bytes(of: "bounces/\($1)") }
    }

    /// Everything below the directory: its path, and which version of which file it is.
    func traces() throws -> [String: String] {
        let names = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
        return try names.reduce(into: [:]) { $0[$1] = try trace($1) }
    }

    /// Inode, size, modification time and mode of a file.
    func trace(_ path: String) throws -> String {
        var status = stat()
        try #require(lstat(url(path).path, &status) == 0, "\(path) does not exist")
        let modified = status.st_mtim
        return "\(status.st_ino) \(status.st_size) \(modified.tv_sec).\(modified.tv_nsec) \(status.st_mode)"
    }
}

/// The outputs that a clean build of this description gives, elsewhere.
func cleanOutputs(_ production: JSON, files: [String: Data] = [:]) throws -> [String: Data] {
    let place = try WorkSpace(production)
    for (path, data) in files { try place.write(data, as: path) }
    let build = try place.build()
    try #require(build.exit == 0, "\(build.result)")
    return try place.outputs()
}

/// The command under test: `BOUNCE`, or the one that was built beside the tests.
enum Bounce {
    static let path: String = {
        if let stated = ProcessInfo.processInfo.environment["BOUNCE"] { return stated }
        // Where tests are a bundle that another program loads, they are beside that bundle.
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let tests = bundle ?? Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appending(path: "bounce").path
    }()
}
