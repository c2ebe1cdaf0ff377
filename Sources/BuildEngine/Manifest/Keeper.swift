internal import BuildStore
internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A directory to work in, and a group of processes that work there, both of which end with this value, or with
/// bounce, however that ends: a small process of its own waits for it.
struct Keeper: ~Copyable {
    /// The directory.
    let path: String
    /// What a program joins to be ended.
    let group: pid_t

    private let process: pid_t
    /// Open for as long as the programs may live.
    private let life: Int32
    private let directory: HeldDirectory

    /// - Parameter parent: Where the directory is made; nil for the system's place for temporary files.
    init(in parent: String?) throws(StoreError) {
        let directory = try HeldDirectory("manifest", in: parent)
        let path = directory.path
        let (process, group, life) = try Self.start(over: path)
        self.directory = directory
        self.path = path
        self.process = process
        self.group = group
        self.life = life
    }

    private static func start(over path: String) throws(StoreError) -> (pid_t, pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard bounce_pipe(&ends) == 0 else {
            throw .file(operation: "make a pipe for", path: path, errno: errno)
        }
        var group: pid_t = 0
        let process = bounce_start_keeper(ends[0], path, &group)
        let problem = errno
        close(ends[0])
        guard process > 0 else {
            close(ends[1])
            try? removeTree(path)
            throw .file(operation: "watch over", path: path, errno: problem)
        }
        return (process, group, ends[1])
    }

    deinit {
        close(life)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }
}
