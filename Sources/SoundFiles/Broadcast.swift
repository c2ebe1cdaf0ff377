/// The `bext` chunk of a Broadcast Wave file, version 2.
///
/// Source: EBU Tech 3285 v2.0 (2011), "Specification of the Broadcast Wave Format".
package struct Broadcast: Equatable, Sendable {
    /// At most 256 characters of ASCII.
    package var description = ""
    /// At most 32 characters of ASCII.
    package var originator = ""
    /// At most 32 characters of ASCII.
    package var reference = ""
    /// `2026-11-25`, or nothing.
    package var date = ""
    /// `13:45:00`, or nothing.
    package var time = ""

    package init() {}

    /// How loud the file is: known when all of it has been measured, and nil where it could not be.
    package struct Loudness: Equatable, Sendable {
        /// LUFS.
        package var integrated: Double?
        /// LU.
        package var range: Double?
        /// dBTP.
        package var truePeak: Double?
        /// LUFS.
        package var momentary: Double?
        /// LUFS.
        package var shortTerm: Double?

        package init(
            integrated: Double? = nil, range: Double? = nil, truePeak: Double? = nil,
            momentary: Double? = nil, shortTerm: Double? = nil
        ) {
            self.integrated = integrated
            self.range = range
            self.truePeak = truePeak
            self.momentary = momentary
            self.shortTerm = shortTerm
        }

        /// The five fields: hundredths, signed, little-endian; 0x7FFF says that there is no value.
        var bytes: [UInt8] {
            [integrated, range, truePeak, momentary, shortTerm].flatMap { value -> [UInt8] in
                let field = value.flatMap(Self.field) ?? Int16.max
                return [UInt8(truncatingIfNeeded: field), UInt8(truncatingIfNeeded: field >> 8)]
            }
        }

        /// Rounded as the standard prescribes: half away from zero. Beyond ±99.99 nothing is valid.
        private static func field(_ value: Double) -> Int16? {
            guard value.isFinite, abs(value) < 99.995 else { return nil }
            return Int16((value * 100).rounded(.toNearestOrAwayFromZero))
        }
    }

    static let id = "bext"
    /// Where the loudness fields begin in the chunk's content.
    static let loudnessOffset = 412

    /// The content of the chunk, with an empty coding history.
    func content(_ loudness: Loudness = Loudness()) -> [UInt8] {
        var bytes = field(description, 256) + field(originator, 32) + field(reference, 32)
        bytes += field(date, 10) + field(time, 8)
        // The time reference: the file begins at midnight, as the timeline does at 0.
        bytes += Array(repeating: 0, count: 8)
        bytes += [2, 0]
        bytes += Array(repeating: 0, count: 64)
        bytes += loudness.bytes
        bytes += Array(repeating: 0, count: 180)
        return bytes
    }

    /// What Tech 3285 asks of a text: ASCII, and closed by NUL where it is shorter than its field.
    private func field(_ text: String, _ width: Int) -> [UInt8] {
        let bytes = text.utf8.prefix(width).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return bytes + Array(repeating: 0, count: width - bytes.count)
    }
}
