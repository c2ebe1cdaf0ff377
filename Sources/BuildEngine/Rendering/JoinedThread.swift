#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A thread of the system that does one thing; its owner waits for the end of it.
package struct JoinedThread: ~Copyable {
    private let thread: pthread_t

    private final class Start: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// - Returns: nil where the system has no thread to give.
    package init?(_ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(body))
        #if canImport(Darwin)
            var created: pthread_t?
            let code = pthread_create(&created, nil, { Self.run($0) }, start.toOpaque())
            let thread = created
        #else
            var created = pthread_t()
            let code = pthread_create(&created, nil, { Self.run($0) }, start.toOpaque())
            let thread: pthread_t? = created
        #endif
        guard code == 0, let thread else {
            start.release()
            return nil
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    private static func run(_ start: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let start else { return nil }
        Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body()
        return nil
    }
}
