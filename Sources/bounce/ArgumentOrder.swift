internal import ArgumentParser

/// `bounce -C dir verify` as well as `bounce verify -C dir`: options that all commands have may stand before the
/// command. The parser takes what comes before a command's name for the default command's, so the name is moved
/// to the front.
enum ArgumentOrder {
    /// The common options that take a value of their own, and those that do not.
    private static let withValue: Set = ["-C", "-f", "--color"]
    private static let alone: Set = ["-q", "--quiet", "-v", "--verbose"]

    static func commandFirst(_ arguments: [String], commands: [String]) -> [String] {
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if alone.contains(argument) || argument.hasPrefix("--color=") {
                index += 1
            } else if withValue.contains(argument) {
                index += 2
            } else {
                break
            }
        }
        guard index < arguments.count, commands.contains(arguments[index]) else { return arguments }
        return [arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
    }
}
