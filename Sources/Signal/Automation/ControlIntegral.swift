/// The sum of a control from the start of the production to a frame, in closed form: what a rate that moves has turned by
/// then. It follows from the frame alone, like the control's own value, so nothing drifts and no stream's cut matters.
///
/// With L the frames from one point to the next, a and b their values and p the part of the way, a curve has summed up, from
/// the one point on,
///
///     linear        L·p·(a + (b − a)·p/2)
///     exponential   L·a·(rᵖ − 1)/ln r,  r = b/a
///     smooth        L·(a·p + (b − a)·(p/2 − sin(π·p)/(2π)))
struct ControlIntegral: Equatable, Sendable {
    private let points: [Control.Point]
    /// The sums up to each point, counted from the first.
    private let sums: [Double]

    /// - Parameter control: of plain values.
    init(_ control: Control) {
        points = control.given
        var sums = [0.0]
        for (point, next) in zip(points, points.dropFirst()) {
            sums.append((sums.last ?? 0) + ControlIntegral.part(from: point, to: next, at: next.frame))
        }
        self.sums = sums
    }

    /// The sum from frame 0 to a frame.
    func value(at frame: Int) -> Double { sum(at: frame) - sum(at: 0) }

    /// From the first point, backwards before it.
    private func sum(at frame: Int) -> Double {
        let next = points.firstIndex(after: frame)
        guard next > 0 else { return points[0].value * Double(frame - points[0].frame) }
        let from = points[next - 1]
        guard next < points.count else { return sums[next - 1] + from.value * Double(frame - from.frame) }
        return sums[next - 1] + ControlIntegral.part(from: from, to: points[next], at: frame)
    }

    private static func part(from: Control.Point, to: Control.Point, at frame: Int) -> Double {
        let length = Double(to.frame - from.frame)
        guard length > 0 else { return 0 }
        let (a, b, p) = (from.value, to.value, Double(frame - from.frame) / length)
        switch from.shape {
        case .linear: return length * p * (a + (b - a) * p / 2)
        case .exponential: return length * a * growth(Mathematics.logarithm(b / a), p)
        case .smooth:
            let swing = Mathematics.sine(turns: p / 2) / Mathematics.fullTurn
            return length * (a * p + (b - a) * (p / 2 - swing))
        }
    }

    /// (e^(y·p) − 1)/y; by its series where that would cancel.
    private static func growth(_ y: Double, _ p: Double) -> Double {
        let x = y * p
        guard abs(y) < 1e-3 else { return (Mathematics.exponential(x) - 1) / y }
        return p * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))))
    }
}
