import Foundation
import Testing

@Suite("A file that is not bounce's own")
struct ForeignFilesTests {
    private func link(_ place: WorkSpace, _ path: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: place.url(path).path, withDestinationPath: destination)
    }

    @Test(
        "that was an output once, and is read as a recording now, is not taken away",
        arguments: ["bounces/old.wav", "./bounces/old.wav", "bounces/../bounces//old.wav", "alias.wav"])
    func formerOutput(file: String) throws {
        let place = try WorkSpace(.production([.stem("old", .tone()), .stem("other", .tone(220))]))
        try place.build()
        let old = try place.bytes(of: "bounces/old.wav")
        try link(place, "alias.wav", to: "bounces/old.wav")
        let production = JSON.production([.stem("voice", .recording(file)), .stem("other", .tone(220))])
        let build = try place.build(production)
        #expect(build.exit == 0, "\(build)")
        #expect(place.names(in: "bounces") == ["old.wav", "other.wav", "voice.wav"])
        #expect(try place.bytes(of: "bounces/old.wav") == old)
        #expect(try place.build().didNothing)
        // When nobody reads it any more, it goes.
        try place.build(.production([.stem("other", .tone(220))]))
        #expect(place.names(in: "bounces") == ["other.wav"])
    }

    @Test("that was edited by hand outlives clean, which says so", arguments: [[], ["--cache"]])
    func clean(options: [String]) throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write("mine", as: "bounces/mix.wav")
        let result = try place.start(["clean", "-f", "production.json"] + options).wait()
        #expect(result.exit == 0, "\(result)")
        #expect(place.names(in: "bounces") == ["mix.wav"])
        #expect(try place.bytes(of: "bounces/mix.wav") == Data("mine".utf8))
        #expect(result.text.contains("bounces/mix.wav was not made by bounce, or was edited since: it stays"))
        #expect(try place.build().exit == 0)
        #expect(try place.outputs() == cleanOutputs(.song))
    }

    /// What can lie where an output belongs.
    enum Obstacle: String, CaseIterable {
        case link, danglingLink = "a link to nowhere", directory, linkToADirectory = "a link to a directory"
    }

    @Test("and lies where an output belongs is moved aside whole, every time", arguments: Obstacle.allCases)
    func obstacle(_ obstacle: Obstacle) throws {
        let production = JSON.production([.stem("bass", .tone())])
        let place = try WorkSpace(production)
        try place.build()
        let before = try place.outputs()
        try place.write("mine", as: "own/file.wav")
        for round in 1...2 {
            try place.remove("bounces/bass.wav")
            switch obstacle {
            case .link: try link(place, "bounces/bass.wav", to: "../own/file.wav")
            case .danglingLink: try link(place, "bounces/bass.wav", to: "../own/nothing.wav")
            case .linkToADirectory: try link(place, "bounces/bass.wav", to: "../own")
            case .directory: try place.write("mine, too", as: "bounces/bass.wav/file")
            }
            let build = try place.build()
            #expect(build.exit == 0, "\(build)")
            #expect(try place.bytes(of: "bounces/bass.wav") == before["bass.wav"])
            let now = try FileManager.default.attributesOfItem(atPath: place.url("bounces/bass.wav").path)
            #expect(now[.type] as? FileAttributeType == .typeRegular)
            let aside = place.names(in: "bounces").filter { $0.contains(".moved-") }
            #expect(aside.count == round)
            for name in aside {
                #expect(build.notes.contains { $0.contains(name) } || round == 2)
                guard obstacle == .directory else { continue }
                #expect(try place.bytes(of: "bounces/\(name)/file") == Data("mine, too".utf8))
            }
        }
        #expect(place.names(in: "own") == ["file.wav"])
        #expect(try place.bytes(of: "own/file.wav") == Data("mine".utf8))
        #expect(try place.build().didNothing)
    }

    @Test(
        "but another target's output is refused as a recording, however it is reached",
        arguments: ["bounces/bass.wav", "./cache/../bounces/bass.wav", "alias.wav", "alias/bass.wav", "/"])
    func hiddenOutput(file: String) throws {
        let place = try WorkSpace(.production([.stem("bass", .tone())]))
        try place.build()
        let before = try place.outputs()
        try link(place, "alias.wav", to: "bounces/bass.wav")
        try link(place, "alias", to: "bounces")
        let path = file == "/" ? place.url("bounces/bass.wav").path : file
        let production = JSON.production([.stem("bass", .tone()), .stem("voice", .recording(path))])
        let build = try place.build(production)
        #expect(build.exit == 2, "\(build)")
        for word in ["'voice' reads the file \(path)", "make it a .process"] {
            #expect(build.result.errors.contains(word), "\(build)")
        }
        #expect(try place.outputs() == before)
        #expect(try place.run("status", "-f", "production.json").exit == 2)
    }
}
