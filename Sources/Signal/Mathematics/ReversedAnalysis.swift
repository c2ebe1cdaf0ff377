extension FourierTransform {
    /// The way back from ``synthesiseReversed(real:imaginary:)``: X, of which X[n] lies at ``reversed``(n), becomes
    /// x[k] = Σ X[n] · e^(−2πi k n / length) in order, without a factor.
    ///
    /// Radix 4, decimation in time: the passes of the other direction, each undone, in the opposite order.
    package func analyseReversed(real: inout [Double], imaginary: inout [Double]) {
        withLanes(&real, &imaginary) { $0.analyse(0, length) }
    }
}

extension ComplexLanes {
    /// A part of the array; its four quarters first, so that what fits into a cache is finished in there.
    func analyse(_ start: Int, _ length: Int) {
        if length.trailingZeroBitCount & 1 == 1 {
            let half = length / 2
            analyse(start, half)
            analyse(start &+ half, half)
            joinHalves(start, half)
            return
        }
        let quarter = length / 4
        if length > ComplexLanes.whole {
            for part in 0..<4 { analyse(start &+ part &* quarter, quarter) }
            joinFours(start, quarter)
        } else {
            analyseWhole(start, length)
        }
    }

    private func analyseWhole(_ start: Int, _ length: Int) {
        for index in stride(from: start, to: start &+ length, by: 4) { joinFirst(index) }
        var quarter = 4
        while quarter &* 4 <= length {
            for index in stride(from: start, to: start &+ length, by: 4 &* quarter) {
                joinFours(index, quarter)
            }
            quarter &*= 4
        }
    }

    /// The first two stages, of four neighbours, which turn by quarters only.
    @inline(__always)
    private func joinFirst(_ start: Int) {
        let (r, i) = fourNumbers(start)
        let (sumR, differenceR, otherSumR, otherR) = (r[0] + r[1], r[0] - r[1], r[2] + r[3], r[2] - r[3])
        let (sumI, differenceI, otherSumI, otherI) = (i[0] + i[1], i[0] - i[1], i[2] + i[3], i[2] - i[3])
        let newR = SIMD4(sumR + otherSumR, differenceR + otherI, sumR - otherSumR, differenceR - otherI)
        let newI = SIMD4(sumI + otherSumI, differenceI - otherR, sumI - otherSumI, differenceI + otherR)
        store(Lanes(real: newR, imaginary: newI), start)
    }

    @inline(__always)
    private func joinFours(_ start: Int, _ quarter: Int) {
        var j = 0
        while j < quarter {
            let index = start &+ j
            let (first, second) = (turns(2 &* quarter, j).mirrored, turns(quarter, j).mirrored)
            let (y0, y1) = (load(index), load(index &+ quarter) * second)
            let y2 = load(index &+ 2 &* quarter) * first
            let y3 = load(index &+ 3 &* quarter) * first * second
            let (sum, difference, otherSum, turned) = (y0 + y1, y0 - y1, y2 + y3, (y2 - y3).turned)
            store(sum + otherSum, index)
            store(difference - turned, index &+ quarter)
            store(sum - otherSum, index &+ 2 &* quarter)
            store(difference + turned, index &+ 3 &* quarter)
            j &+= 4
        }
    }

    /// The last stage alone, where the number of stages is odd.
    private func joinHalves(_ start: Int, _ half: Int) {
        var j = 0
        while j < half {
            let (a, b) = (start &+ j, start &+ j &+ half)
            let (x, y) = (load(a), load(b) * turns(half, j).mirrored)
            store(x + y, a)
            store(x - y, b)
            j &+= 4
        }
    }
}
