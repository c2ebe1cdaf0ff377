internal import BuildEngine
internal import BuildStore
internal import ReportPage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The file of a page: where it is, what may be in its place, how it gets there.
struct PageFile {
    let path: String

    private var directory: String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    private var name: Substring { path.split(separator: "/", omittingEmptySubsequences: false).last ?? "" }

    /// Refuses a place that is none for a page, before any work is done for it.
    ///
    /// - Parameter force: Whether a file may be replaced that bounce did not write.
    func check(force: Bool) throws(BuildError) {
        guard !name.isEmpty, FileKind(at: path) != .directory else {
            throw .usage("\(path) is a directory: name a file in it, such as \(path)/report.html")
        }
        guard resolvedPath(directory) != nil else {
            throw .usage("there is no directory \(directory): make it, or name another place with -o")
        }
        guard !force, let kind = FileKind(at: path), kind != .file || !isOurs else { return }
        let what = kind == .file ? "was not written by bounce report" : "is \(kind.words)"
        throw .usage("\(path) \(what): move it away, name another file with -o, or replace it with --force")
    }

    private var isOurs: Bool {
        guard let start = try? firstBytes(of: path, 512) else { return false }
        return String(decoding: start, as: UTF8.self).contains(ReportPage.mark)
    }

    /// Puts a page there, whole or not at all.
    func write(_ page: [UInt8]) throws(BuildError) {
        let temporary = "\(directory)/.\(name).\(getpid())"
        do throws(StoreError) {
            try removeFile(temporary)
            do throws(StoreError) {
                try writeNewFile(temporary, page)
                try move(temporary, to: path)
            } catch {
                try? removeFile(temporary)
                throw error
            }
        } catch {
            throw .store(error)
        }
    }

    /// The path that leads from the page to a file, as a link has it.
    func link(to file: String) -> String {
        guard let here = resolvedPath("."), let base = resolvedPath(directory) else { return file }
        let target = Self.parts(file.hasPrefix("/") ? file : "\(here)/\(file)")
        let start = Self.parts(base)
        let shared = zip(start, target).prefix { $0 == $1 }.count
        let ups = Array(repeating: "..", count: start.count - shared)
        return (ups + target[shared...]).joined(separator: "/")
    }

    /// The names on an absolute path, without detours.
    private static func parts(_ path: String) -> [String] {
        path.split(separator: "/").reduce(into: []) { parts, part in
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(String(part))
            }
        }
    }
}
