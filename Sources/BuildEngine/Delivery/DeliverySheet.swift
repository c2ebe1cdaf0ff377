internal import FoundationEssentials

/// What goes with the files of an archive, so that whoever receives it can check all of it: `delivery.json`, and
/// the same as a table, `delivery.csv`.
///
/// A value that was put in is in a target's key, or follows from contents that are: see `SheetComponents`.
package struct DeliverySheet: Codable, Equatable, Sendable {
    /// The form of the sheet. Another one where a member changes its meaning or goes.
    package static let schema = 1

    package static let jsonName = "delivery.json"
    package static let tableName = "delivery.csv"
    /// The largest sheet that is read, in bytes: beyond a hundred thousand files.
    package static let largest: UInt64 = 256 << 20

    package let schema: Int
    /// The versions of what made it and of what measured.
    package let bounce: String
    package let meters: String
    package let production: Production
    package let sections: [Section]
    /// In the order of their names.
    package let files: [File]

    package struct Production: Codable, Equatable, Sendable {
        package let name: String
        /// Beats per minute.
        package let tempo: Double
        package let beatsPerBar: Int
        /// The musical key, where the production states one.
        package let key: String?
        package let sampleRate: Int
        package let frames: Int
        package let seconds: Double
    }

    package struct Section: Codable, Equatable, Sendable {
        package let name: String
        /// The first frame, and the one after the last.
        package let startFrame: Int
        package let endFrame: Int
        package let startSeconds: Double
        package let endSeconds: Double
    }

    package struct File: Codable, Equatable, Sendable {
        /// As it is in the archive.
        package let name: String
        /// What it is called in the manifest.
        package let target: String
        package let bytes: Int
        package let sha256: String
        /// XXH3-128, as bounce names contents.
        package let xxh3: String
        /// Nil for what is no audio: an archive in an archive.
        package let audio: Audio?
        package let gates: [Gate]
    }

    package struct Audio: Codable, Equatable, Sendable {
        package let container: String
        package let encoding: String
        package let sampleRate: Int
        package let channels: Int
        package let frames: Int
        package let seconds: Double
        /// Integrated, by ITU-R BS.1770.
        package let loudnessLUFS: Double?
        package let truePeakDBTP: Double?
        package let samplePeakDBFS: Double?
        /// Why a level is not there, by the name of its member.
        package let notMeasured: [String: String]?
    }

    package struct Gate: Codable, Equatable, Sendable {
        package let gate: String
        package let expected: String
        package let found: String
        package let passed: Bool
    }
}

extension DeliverySheet {
    /// As it is in an archive: the same bytes for the same sheet.
    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("BUG: a delivery sheet that cannot be written as JSON")
        }
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }

    /// Reads what a stranger may have written.
    package init(json bytes: [UInt8]) throws(SheetFault) {
        let data = Data(bytes)
        do {
            let stated = try JSONDecoder().decode(Stated.self, from: data).schema
            guard stated == Self.schema else { throw SheetFault.schema(stated) }
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch let fault as SheetFault {
            throw fault
        } catch let error as DecodingError {
            throw .malformed(error.words)
        } catch {
            throw .malformed("\(error)")
        }
    }

    private struct Stated: Decodable {
        let schema: Int
    }
}

/// What is wrong with a delivery sheet.
package enum SheetFault: Error, Equatable, Sendable, CustomStringConvertible {
    case missing
    case tooLarge(bytes: UInt64)
    case schema(Int)
    case malformed(String)

    package var description: String {
        switch self {
        case .missing:
            "it has no \(DeliverySheet.jsonName): without a delivery sheet there is nothing to check it by"
        case .tooLarge(let bytes):
            "its delivery sheet has \(bytes) bytes: at most \(DeliverySheet.largest) are read"
        case .schema(let found):
            "its delivery sheet is of schema \(found), and this bounce reads \(DeliverySheet.schema)"
        case .malformed(let words): "its \(DeliverySheet.jsonName) is no delivery sheet: \(words)"
        }
    }
}

extension DecodingError {
    /// Where the sheet is not as it has to be, and how.
    fileprivate var words: String {
        switch self {
        case .keyNotFound(let key, let context): "\(context.path)'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.path + context.debugDescription
        @unknown default: "\(self)"
        }
    }
}

extension DecodingError.Context {
    fileprivate var path: String {
        let path = codingPath.prefix(12).map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
            .joined()
        return path.isEmpty ? "" : "\(path.drop { $0 == "." }): "
    }
}
