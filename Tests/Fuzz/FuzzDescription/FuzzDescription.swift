internal import BuildEngine
internal import FuzzDriver

/// Descriptions from strangers: decoded, and resolved to a production where they are in order.
@main
enum FuzzDescription {
    static func main() {
        fuzz { bytes, count in
            let description = Array(UnsafeBufferPointer(start: bytes, count: count))
            if let recipe = try? DescriptionDecoder.decode(description) {
                _ = try? ResolvedProduction(recipe)
            }
            return 0
        }
    }
}
