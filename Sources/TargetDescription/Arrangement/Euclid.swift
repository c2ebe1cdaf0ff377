/// A Euclidean rhythm: hits spread over steps as evenly as whole steps allow, such as `x..x..x.` for 3 of 8, for
/// patterns and rhythms (G. Toussaint, "The Euclidean Algorithm Generates Traditional Musical Rhythms", 2005).
///
/// - Parameters:
///   - hits: How many: 0 … `steps`; more count as all.
///   - steps: The length: 1 … 1,024; more count as 1,024, less as 1.
///   - rotation: By how many steps it begins later. Default 0.
/// - Returns: Steps, with `x` for a hit and `.` for a rest; the first is a hit unless it is rotated.
public func euclid(_ hits: Int, of steps: Int, rotation: Int = 0) -> String {
    let count = min(max(steps, 1), 1_024)
    let hits = min(max(hits, 0), count)
    let text = (0..<count).map { step -> Character in
        let place = ((step - rotation) % count + count) % count
        return place * hits % count < hits ? "x" : "."
    }
    return String(text)
}
