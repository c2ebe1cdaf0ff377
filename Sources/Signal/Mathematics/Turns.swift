/// Sine and cosine of an angle in turns: the form for oscillators, since a phase in turns is reduced to a
/// fraction without error.
///
/// The angle is reduced to the nearest quarter turn, which leaves |r| ≤ 1/8. There the Taylor series of
/// sin 2πr and cos 2πr are summed to the terms that a double can still hold, and the quarter's number picks
/// one of them and its sign. No step branches, so a loop over samples is vectorised.
extension Mathematics {
    /// sin(2π · turns), exact at every quarter turn. |turns| < 2⁴⁹.
    @inline(__always)
    package static func sine(turns: Double) -> Double {
        sine(turns: turns, quartersAhead: 0)
    }

    /// cos(2π · turns), exact at every quarter turn. |turns| < 2⁴⁹.
    @inline(__always)
    package static func cosine(turns: Double) -> Double {
        sine(turns: turns, quartersAhead: 1)
    }

    /// tan(2π · turns).
    static func tangent(turns: Double) -> Double { sine(turns: turns) / cosine(turns: turns) }

    @inline(__always)
    private static func sine(turns: Double, quartersAhead: UInt64) -> Double {
        let shifted = turns * 4 + roundingShift
        let rest = turns - (shifted - roundingShift) * 0.25
        let quarter = shifted.bitPattern &+ quartersAhead

        let square = rest * rest
        let useCosine = 0 &- (quarter & 1)
        let magnitude =
            (sineNearZero(rest, square).bitPattern & ~useCosine)
            | (cosineNearZero(square).bitPattern & useCosine)
        return Double(bitPattern: magnitude ^ ((quarter & 2) << 62))
    }

    /// sin(2πr) for |r| ≤ 1/8. The coefficients are ±(2π)ⁿ/n!, n odd; 2π itself in two parts.
    @inline(__always)
    private static func sineNearZero(_ r: Double, _ square: Double) -> Double {
        var series = 0x1.aaec32af93359p-4
        series = series * square - 0x1.6fadb9f155744p-1
        series = series * square + 0x1.e8f434d018d63p+1
        series = series * square - 0x1.e3074fde8871fp+3
        series = series * square + 0x1.50783487ee782p+5
        series = series * square - 0x1.32d2cce62bd86p+6
        series = series * square + 0x1.466bc6775aae2p+6
        series = series * square - 0x1.4abbce625be53p+5
        return r * 0x1.921fb54442d18p+2 + (r * 0x1.1a62633145c07p-52 + (r * square) * series)
    }

    /// cos(2πr) for |r| ≤ 1/8. The coefficients are ±(2π)ⁿ/n!, n even.
    @inline(__always)
    private static func cosineNearZero(_ square: Double) -> Double {
        var series = 0x1.20c62c2f2d7f5p-2
        series = series * square - 0x1.b6e24f44b128fp+0
        series = series * square + 0x1.f9d38a3763cc3p+2
        series = series * square - 0x1.a6d1f2a204a8cp+4
        series = series * square + 0x1.e1f506891babbp+5
        series = series * square - 0x1.55d3c7e3cbffap+6
        series = series * square + 0x1.03c1f081b5ac4p+6
        series = series * square - 0x1.3bd3cc9be45dep+4
        return 1 + square * series
    }
}
