/// The recording code of a Broadcast Wave file: an `axml` chunk with one identifier.
///
/// Sources: EBU Tech 3352, "The Carriage of Identifiers in the Broadcast Wave Format (BWF)"; Tech 3285 supplement 5.
enum IdentifierChunk {
    static let id = "axml"

    static func content(isrc: String) -> [UInt8] {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ebuCoreMain xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="urn:ebu:metadata-schema:ebuCore_2012">\
            <coreMetadata><identifier typeLabel="GUID" typeDefinition="Globally Unique Identifier" \
            formatLabel="ISRC" formatDefinition="International Standard Recording Code">\
            <dc:identifier>ISRC:\(isrc)</dc:identifier></identifier></coreMetadata></ebuCoreMain>
            """
        var content = Array(text.utf8)
        // Blanks up to a multiple of four bytes, to which the library rounds a chunk.
        content += Array(repeating: UInt8(ascii: " "), count: (4 - content.count % 4) % 4)
        return content
    }
}
