internal import BuildEngine

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One question on a terminal, asked until its answer can stand. An empty answer is the usual one.
struct Question {
    let words: String
    let usual: String

    /// Whether there is somebody to ask.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// - Parameter accept: The value of an answer; what it throws is said, and the question asked again.
    func ask<Answer>(_ accept: (String) throws(BuildError) -> Answer) throws(BuildError) -> Answer {
        while true {
            Terminal.say("\(words) [\(usual)]: ", terminator: "")
            let line = try Self.line()
            let answer = line.isEmpty ? usual : line
            do throws(BuildError) {
                return try accept(answer)
            } catch {
                Terminal.say("  \(error.message)")
            }
        }
    }

    /// What was typed, without blanks around it.
    private static func line() throws(BuildError) -> String {
        var bytes: [UInt8] = []
        while let byte = try nextByte() {
            if byte == UInt8(ascii: "\n") { return trimmed(bytes) }
            bytes.append(byte)
        }
        if !bytes.isEmpty { return trimmed(bytes) }
        Terminal.say("")
        throw .usage(
            "the input ended before the last answer, and nothing was written: bounce init --template NAME asks nothing"
        )
    }

    private static func nextByte() throws(BuildError) -> UInt8? {
        var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        // A read goes on after a signal, so Ctrl-C is looked for between waits.
        while poll(&waiting, 1, 200) <= 0 {
            guard Interruption.isRequested else { continue }
            Terminal.say("")
            throw .interrupted
        }
        var byte: UInt8 = 0
        return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = text.firstIndex(where: { !isBlank($0) }),
            let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[first...last])
    }
}
