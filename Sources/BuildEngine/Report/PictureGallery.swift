internal import BuildGraph
internal import BuildStore

/// The pictures that a report shows, by content: those that are kept, and those that had to be made.
struct PictureGallery: Sendable {
    private(set) var pictures: [Digest: ReportPicture] = [:]
    private(set) var madeCount = 0
    /// What there is to say: a file that cannot be read, a cache that takes nothing.
    private(set) var notes: [String] = []

    /// - Parameter jobs: How many are made at a time.
    init(of sources: [ReportedFile], jobs: Int) async throws(BuildError) {
        var seen: Set<Digest> = []
        var missing: [ReportedFile] = []
        for source in sources where seen.insert(source.content).inserted {
            if let bytes = Self.place(source.content).read(), let picture = ReportPicture(kept: bytes) {
                pictures[source.content] = picture
            } else {
                missing.append(source)
            }
        }
        for (source, result) in await Self.make(missing, jobs: jobs) {
            switch result {
            case .success(let made):
                pictures[source.content] = made.picture
                madeCount += 1
                if let problem = made.problem { note("the picture is not kept: \(problem)") }
            case .failure(let error as StoreError): throw .store(error)
            case .failure(is Interrupted): throw .interrupted
            case .failure(let error): note("no picture of \(source.path): \(Failing(error).message)")
            }
        }
    }

    private mutating func note(_ words: String) {
        if !notes.contains(words) { notes.append(words) }
    }

    private static func place(_ content: Digest) -> KeptPicture {
        KeptPicture(content: content, version: ReportPicture.version)
    }

    private struct Made: Sendable {
        let picture: ReportPicture
        /// Why it could not be kept.
        let problem: String?
    }

    private typealias Outcome = (source: ReportedFile, result: Result<Made, any Error>)

    /// Every worker takes the next one when it is done. After an interruption each stops at its next block.
    private static func make(_ sources: [ReportedFile], jobs: Int) async -> [Outcome] {
        await withTaskGroup(of: Outcome.self) { group in
            var waiting = sources[...]
            func beginNext() {
                guard let source = waiting.popFirst() else { return }
                group.addTask { (source, Result { try make(source) }) }
            }
            for _ in 0..<jobs { beginNext() }
            var outcomes: [Outcome] = []
            while let outcome = await group.next() {
                outcomes.append(outcome)
                beginNext()
            }
            return outcomes
        }
    }

    private static func make(_ source: ReportedFile) throws -> Made {
        let picture = try ReportPicture(ofFile: source.path) { Interruption.isRequested }
        // What is kept under a digest has to be a picture of that.
        guard try FileIdentity(path: source.path) == source.identity else {
            throw StoreError.changed(path: source.path)
        }
        do throws(StoreError) {
            try place(source.content).keep(picture.bytes)
        } catch {
            // A report can be made where nothing may be written.
            return Made(picture: picture, problem: error.message)
        }
        return Made(picture: picture, problem: nil)
    }
}
