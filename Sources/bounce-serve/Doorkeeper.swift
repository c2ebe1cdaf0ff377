internal import HTTPTypes
internal import Hummingbird

/// Who is let in, and what goes out with every answer.
///
/// A page from elsewhere cannot read an answer of ours, as its origin is another; but its name may be made to lead to
/// 127.0.0.1 (DNS rebinding), and then it is the same. Its requests still carry its own name, and are turned away.
struct Doorkeeper: RouterMiddleware {
    typealias Context = BasicRequestContext

    static let names: Set<Substring> = ["127.0.0.1", "localhost", "[::1]"]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Self.isOurs(request.head.authority ?? "") else {
            return Response(
                status: .forbidden, headers: [.contentType: "text/plain"],
                body: .init(byteBuffer: ByteBuffer(string: "This is for 127.0.0.1 and localhost only.\n")))
        }
        var response = try await next(request, context)
        // An edit is heard at once: files of the same length and second would pass for each other in a cache.
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.contentSecurityPolicy] = """
            default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
            media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
            """
        return response
    }

    /// A name of this machine, with any port.
    static func isOurs(_ authority: String) -> Bool {
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else {
            return names.contains(authority[...])
        }
        return names.contains(authority[..<colon])
            && authority[authority.index(after: colon)...].allSatisfy { ("0"..."9").contains($0) }
    }
}
