/// The smooth step of a fade: half a period of a cosine.
enum RaisedCosine {
    /// Gains of a fade-in of `length` frames, at the frames' middles: above 0 and below 1, strictly rising.
    /// Backwards it is the fade-out; both add up to 1.
    static func rising(length: Int) -> [Double] {
        (0..<length).map { 0.5 - 0.5 * Mathematics.cosine(turns: (Double($0) + 0.5) / Double(2 * length)) }
    }
}
