import Foundation
import Testing

@Suite("An archive")
struct ArchiveTests {
    @Test(
        "a member that did not change is taken as it is, and the bytes are those of a clean build",
        arguments: ["fast", "small", "stored"])
    func reusedMembers(compression: String) throws {
        var production = JSON.song
        production[target: "delivery"] = .archive(
            "delivery", of: ["bass", "lead", "beat", "mix"], more: ["compression": .text(compression)])
        let place = try WorkSpace(production)
        try place.build()
        production[target: "lead"]["instruments"][0]["level"] = 0.3
        let build = try place.build(production)
        #expect(
            build["delivery"]["notes"].elements.map(\.text).contains { $0.hasPrefix("4 members, 2 of them") })
        #expect(try place.outputs() == cleanOutputs(production))
    }

    @Test("members that come, go and change places give the bytes of a clean build")
    func membership() throws {
        var production = JSON.song
        let place = try WorkSpace(production)
        try place.build()
        for members: JSON in [["bass"], ["mix", "bass", "beat"], ["beat", "mix"], ["lead"]] {
            production[target: "delivery"]["members"] = members
            let build = try place.build(production)
            #expect(build.exit == 0, "\(build)")
            #expect(try place.outputs() == cleanOutputs(production))
        }
    }

    @Test("an archive that was tampered with is no source of members")
    func tamperedArchive() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        var bytes = try place.bytes(of: "bounces/delivery.zip")
        bytes[bytes.count / 2] ^= 0x10
        try place.write(bytes, as: "bounces/delivery.zip")
        let build = try place.build()
        #expect(build.rendered == ["delivery"], "\(build)")
        #expect(try place.outputs() == before)
    }
}
