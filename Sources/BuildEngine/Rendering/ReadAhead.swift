internal import Signal

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A stream that is read on a thread of its own, a few blocks ahead: while one processor works on what comes next,
/// another measures and writes what came before. The samples are those of the stream, in the same blocks.
///
/// A thread, and not a task: whoever reads waits for blocks, and tasks that wait would leave no worker to fill them.
final class ReadAhead: SampleStream {
    /// Below so many frames it is not worth a thread.
    static let fewestFrames = 8 * BlockExchange.depth * Block.standardCapacity

    let channels: Int
    private let exchange: BlockExchange
    private var thread: JoinedThread?

    /// - Parameter stream: Nobody else touches it, or what is upstream of it, before the last block was read.
    /// - Returns: nil where the system has no thread to give.
    init?(_ stream: any SampleStream) {
        channels = stream.channels
        let exchange = BlockExchange(stream)
        guard let thread = JoinedThread({ exchange.fillBlocks() }) else { return nil }
        self.exchange = exchange
        self.thread = consume thread
    }

    deinit { end() }

    func read(into block: inout Block) throws {
        precondition(
            block.capacity == Block.standardCapacity, "BUG: a block of \(block.capacity) frames is exchanged")
        do {
            if try exchange.take(&block) { return }
        } catch {
            end()
            throw error
        }
        end()
    }

    /// Waits for the thread: after that, the stream is the reader's again.
    private func end() {
        exchange.giveUp()
        thread = nil
    }
}

/// Where blocks go from the thread that fills them to the one that reads them, and come back to be filled again.
///
/// A thread that has to wait does so until half of the blocks are there for it: the slower one of the two would
/// otherwise wake the other for each block, and waking costs as much as a block.
///
/// Unchecked: the stream is touched by the filling thread only, and everything else under the lock.
private final class BlockExchange: @unchecked Sendable {
    /// Blocks that may lie between the two.
    static let depth = 32
    private static let half = depth / 2

    private let stream: any SampleStream
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// Something changed that the other thread may be waiting for.
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var empty: [Block]
    private var filled: [Block] = []
    private var failure: (any Error)?
    private var isOver = false
    private var isGivenUp = false

    init(_ stream: any SampleStream) {
        self.stream = stream
        empty = (0..<Self.depth).map { _ in Block(channels: stream.channels) }
        pthread_mutex_init(lock, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(lock)
        change.deallocate()
        lock.deallocate()
    }

    /// Fills blocks up to the end of the stream, or until nobody wants them.
    func fillBlocks() {
        var block = Block(channels: stream.channels)
        do {
            repeat {
                try stream.read(into: &block)
            } while block.frames > 0 && give(&block)
            locked {
                isOver = true
                pthread_cond_signal(change)
            }
        } catch {
            locked {
                failure = error
                pthread_cond_signal(change)
            }
        }
    }

    /// Hands over a block for an empty one; false when nobody wants more.
    private func give(_ block: inout Block) -> Bool {
        locked {
            if empty.isEmpty {
                while empty.count < Self.half, !isGivenUp { pthread_cond_wait(change, lock) }
            }
            guard !isGivenUp else { return false }
            filled.append(block)
            block = empty.removeLast()
            if filled.count == Self.half { pthread_cond_signal(change) }
            return true
        }
    }

    /// Takes the next block for the one that is there; false, and no frames, at the end. What the stream threw comes
    /// after the blocks before it.
    func take(_ block: inout Block) throws -> Bool {
        try locked {
            if filled.isEmpty {
                while filled.count < Self.half, !isOver, failure == nil { pthread_cond_wait(change, lock) }
            }
            guard !filled.isEmpty else {
                if let failure { throw failure }
                block.resize(to: 0)
                return false
            }
            empty.append(block)
            block = filled.removeFirst()
            if empty.count == Self.half { pthread_cond_signal(change) }
            return true
        }
    }

    func giveUp() {
        locked {
            isGivenUp = true
            pthread_cond_signal(change)
        }
    }

    private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body()
    }
}
