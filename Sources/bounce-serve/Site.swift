internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOPosix

/// What there is to ask for: the page, the report, the events, and the files that the report names.
struct Site {
    let reports: Reports
    let listeners: Listeners

    var router: Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: Doorkeeper())
        router.add(middleware: FileKinds(reports: reports))
        router.add(middleware: FileMiddleware(fileProvider: NamedFiles(reports: reports)))
        router.get("/") { [reports] _, _ in Self.answer("text/html; charset=utf-8", reports.newest.page) }
        router.get("/report.json") { [reports] _, _ in
            Self.answer("application/json", reports.newest.document)
        }
        router.get("/events") { [listeners] _, _ in Self.events(listeners) }
        return router
    }

    private static func answer(_ kind: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: kind], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Server-sent events, until the browser goes. A line in between, that it passes over, shows that it has gone.
    private static func events(_ listeners: Listeners) -> Response {
        let lines = listeners.listen()
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
            for await line in lines {
                try await writer.write(ByteBuffer(string: line.isEmpty ? ":\n\n" : "data: \(line)\n\n"))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}

/// Says of what kind a file is whose name does not: a kept one is of its target's.
struct FileKinds: RouterMiddleware {
    typealias Context = BasicRequestContext

    let reports: Reports

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentType] == nil {
            response.headers[.contentType] = reports.newest.files[String(request.uri.path.drop { $0 == "/" })]
        }
        return response
    }
}

/// Files that the report names, and no others: a path that it does not name, by whatever detour, is not there.
struct NamedFiles: FileProvider {
    let reports: Reports
    private let disk = LocalFileSystem(
        rootFolder: ".", threadPool: .singleton,
        logger: Logger(label: "files") { _ in SwiftLogNoOpLogHandler() })

    init(reports: Reports) { self.reports = reports }

    func getFileIdentifier(_ path: String) -> String? {
        let name = String(path.drop { $0 == "/" })
        return reports.newest.files[name] == nil ? nil : disk.getFileIdentifier(name)
    }

    func getAttributes(id: String) async throws -> LocalFileSystem.FileAttributes? {
        try await disk.getAttributes(id: id)
    }

    func loadFile(id: String, context: some RequestContext) async throws -> ResponseBody {
        try await disk.loadFile(id: id, context: context)
    }

    func loadFile(id: String, range: ClosedRange<Int>, context: some RequestContext) async throws
        -> ResponseBody
    {
        try await disk.loadFile(id: id, range: range, context: context)
    }
}
