/// Makes a stereo sound narrower or wider: with M = (L + R)/2 and S = (L − R)/2, and a width w of 0 … 2,
///
///     L' = m·M + s·S,  R' = m·M − s·S  with  s = min(1, w),  m = min(1, 2 − w)
///
/// 0 is mono, 1 leaves every bit as it is, 2 is the sides alone; nothing is ever turned up.
package struct Width: Processor, Sendable {
    private var width: ControlReader
    private var widths: [Double] = []

    /// - Parameter width: 0 … 2.
    package init(_ width: Control) { self.width = ControlReader(width) }

    package mutating func process(_ block: inout Block) {
        guard block.channels == 2, width.constant != 1 else { return }
        if widths.count < block.capacity { widths = Array(repeating: 0, count: block.capacity) }
        let frames = block.frames
        widths.withUnsafeMutableBufferPointer { all in
            let widths = UnsafeMutableBufferPointer(rebasing: all[..<frames])
            width.read(into: widths)
            block.withBothChannels { left, right in
                for index in widths.indices {
                    let (mid, side) = (min(1, 2 - widths[index]), min(1, widths[index]))
                    // What of a channel stays in it, and what goes into the other one.
                    let (own, other) = ((mid + side) / 2, (mid - side) / 2)
                    let (l, r) = (left[index], right[index])
                    left[index] = own * l + other * r
                    right[index] = other * l + own * r
                }
            }
        }
    }
}
