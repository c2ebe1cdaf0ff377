import BuildGraph
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct KeptPictureTests {
        private let picture = KeptPicture(content: Digest("sound"), version: 3)

        @Test("a picture comes back as it was kept, and only under its own content and version")
        func roundTrip() throws {
            try inWorkspace {
                #expect(picture.read() == nil)
                try picture.keep([1, 2, 10, 3])
                #expect(picture.read() == [1, 2, 10, 3])
                #expect(KeptPicture(content: Digest("sound"), version: 4).read() == nil)
                let other = KeptPicture(content: Digest("noise"), version: 3)
                #expect(other.read() == nil)
                try move(picture.path, to: other.path)
                #expect(other.read() == nil)
                try picture.keep([])
                #expect(picture.read() == [])
                #expect(names(inDirectory: Workspace.pictures).count == 2)
            }
        }

        @Test("a damaged one counts as none", arguments: [0, 9, 40, 42, 44])
        func damage(place: Int) throws {
            try inWorkspace {
                try picture.keep([1, 2, 3, 4])
                var bytes = try wholeContent(of: picture.path)
                bytes[place] ^= 1
                try removeFile(picture.path)
                try writeNewFile(picture.path, bytes)
                #expect(picture.read() == nil)
            }
        }

        @Test("a file's name says what it is a picture of, in one way")
        func fileNames() {
            let digits = Digest("sound").hexadecimal
            #expect(KeptPicture(fileName: "\(digits)-3") == picture)
            for name in [
                "\(digits)-03", "\(digits)-3.1234", digits, "\(digits)-", "x-3", "\(digits)-3-4", "",
            ] {
                #expect(KeptPicture(fileName: name) == nil, "\(name)")
            }
        }

        @Test("the inventory tells pictures from what was not finished")
        func inventory() throws {
            try inWorkspace {
                try picture.keep([1])
                try write("half", to: picture.path + ".17")
                let kinds = CacheInventory.files().map(\.kind)
                #expect(kinds == [.picture(picture), .picture(nil)])
            }
        }
    }
}
