import Foundation

/// `bounce --experimental-dump-help | ManualPages VERSION DIRECTORY`: the manual pages, from the same source as `--help`.
@main
enum Manual {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(
                Data("usage: bounce --experimental-dump-help | ManualPages VERSION DIRECTORY\n".utf8))
            exit(2)
        }
        let help = try JSONDecoder().decode(Help.self, from: FileHandle.standardInput.readDataToEndOfFile())
        let directory = URL(filePath: arguments[2])
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for command in help.command.all {
            let page = Page(command, of: help.command, version: arguments[1])
            try Data(page.text.utf8).write(to: directory.appending(path: "\(page.name).1"))
        }
    }
}
