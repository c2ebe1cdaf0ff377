extension FourierTransform {
    /// As ``synthesise``, but x[n] comes to lie at ``reversed``(n), with n's bits in reverse order: a spectrum that is
    /// summed up need not be sorted first. Another order of the same operations gives other last bits.
    ///
    /// Radix 4, decimation in frequency: two stages for each time that the numbers go through the processor.
    package func synthesiseReversed(real: inout [Double], imaginary: inout [Double]) {
        withLanes(&real, &imaginary) { $0.synthesise(0, length) }
    }

    /// The index whose bits are those of another one in reverse.
    package func reversed(_ index: Int) -> Int {
        guard length > 1 else { return 0 }
        var (rest, result, bit) = (index, 0, length / 2)
        while rest > 0 {
            if rest & 1 == 1 { result |= bit }
            rest >>= 1
            bit >>= 1
        }
        return result
    }
}

extension ComplexLanes {
    /// A part of the array; its four quarters last, so that what fits into a cache is finished in there.
    func synthesise(_ start: Int, _ length: Int) {
        if length.trailingZeroBitCount & 1 == 1 {
            let half = length / 2
            halves(start, half)
            synthesise(start, half)
            synthesise(start &+ half, half)
            return
        }
        let quarter = length / 4
        if length > ComplexLanes.whole {
            fours(start, quarter)
            for part in 0..<4 { synthesise(start &+ part &* quarter, quarter) }
        } else {
            synthesiseWhole(start, length)
        }
    }

    private func synthesiseWhole(_ start: Int, _ length: Int) {
        var quarter = length / 4
        while quarter >= 4 {
            for index in stride(from: start, to: start &+ length, by: 4 &* quarter) { fours(index, quarter) }
            quarter /= 4
        }
        for index in stride(from: start, to: start &+ length, by: 4) { last(index) }
    }

    /// The first stage alone, where the number of stages is odd.
    private func halves(_ start: Int, _ half: Int) {
        var j = 0
        while j < half {
            let (a, b) = (load(start &+ j), load(start &+ j &+ half))
            store(a + b, start &+ j)
            store((a - b) * turns(half, j), start &+ j &+ half)
            j &+= 4
        }
    }

    /// Two stages of the block from `start` on.
    @inline(__always)
    private func fours(_ start: Int, _ quarter: Int) {
        var j = 0
        while j < quarter {
            let index = start &+ j
            let (x0, x1) = (load(index), load(index &+ quarter))
            let (x2, x3) = (load(index &+ 2 &* quarter), load(index &+ 3 &* quarter))
            let (first, second) = (turns(2 &* quarter, j), turns(quarter, j))
            let (even, odd) = (x0 + x2, x1 + x3)
            let (difference, turned) = (x0 - x2, (x1 - x3).turned)
            store(even + odd, index)
            store((even - odd) * second, index &+ quarter)
            store((difference + turned) * first, index &+ 2 &* quarter)
            store((difference - turned) * first * second, index &+ 3 &* quarter)
            j &+= 4
        }
    }

    /// The last two stages, of four neighbours, which turn by quarters only.
    @inline(__always)
    private func last(_ start: Int) {
        let (r, i) = fourNumbers(start)
        let (evenR, oddR, differenceR, otherR) = (r[0] + r[2], r[1] + r[3], r[0] - r[2], r[1] - r[3])
        let (evenI, oddI, differenceI, otherI) = (i[0] + i[2], i[1] + i[3], i[0] - i[2], i[1] - i[3])
        let newR = SIMD4(evenR + oddR, evenR - oddR, differenceR - otherI, differenceR + otherI)
        let newI = SIMD4(evenI + oddI, evenI - oddI, differenceI + otherR, differenceI - otherR)
        store(Lanes(real: newR, imaginary: newI), start)
    }
}
