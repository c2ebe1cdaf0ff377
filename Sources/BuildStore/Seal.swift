internal import BuildGraph

/// What a measurement and an archive's member are sealed with: SQLite does not notice every flipped bit, and
/// these numbers are believed without looking at the bytes again. A row whose seal is broken counts as missing.
/// None of the parts holds a NUL.
func seal(_ parts: [String]) -> Int64 {
    Int64(bitPattern: Digest(of: Array(parts.joined(separator: "\0").utf8)).low)
}
