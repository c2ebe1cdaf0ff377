import Testing

@testable import Signal

@Suite("A control")
struct ControlTests {
    @Test("a number is the same at every frame")
    func constant() {
        #expect(Control(0.25).constant == 0.25)
        #expect(values(Control(0.25), 40) == Array(repeating: 0.25, count: 40))
    }

    @Test(
        "a curve has its points' values at its points, stands still around them, and goes as its shape says between",
        arguments: [
            (Control.Shape.linear, [1.0, 1, 1.75, 2.5, 3.25, 4, 4]),
            (.exponential, [1, 1, 1.4142135623730951, 2, 2.8284271247461903, 4, 4]),
            (.smooth, [1, 1, 1.4393398282201788, 2.5, 3.5606601717798214, 4, 4]),
        ])
    func shapes(_ shape: Control.Shape, _ expected: [Double]) {
        let control = Control(through: [
            Control.Point(frame: 16, value: 1, shape: shape), Control.Point(frame: 80, value: 4),
        ])
        let found = stride(from: 0, to: 112, by: 16).map { values(control, 112)[$0] }
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-14) }
    }

    @Test(
        "what it sums up to is the sum of its values, whatever its shape",
        arguments: [Control.Shape.linear, .exponential, .smooth])
    func integral(_ shape: Control.Shape) {
        let control = Control(through: [
            Control.Point(frame: 100, value: 2, shape: shape),
            Control.Point(frame: 20_100, value: 9, shape: shape),
            Control.Point(frame: 30_000, value: 9.000_001, shape: shape),
            Control.Point(frame: 60_000, value: 1),
        ])
        let integral = ControlIntegral(control)
        var sum = 0.0
        for frame in 0..<61_000 {
            if frame % 97 == 0 {
                #expect(abs(integral.value(at: frame) - sum) < 1e-4, "\(shape) at \(frame)")
            }
            // By the trapezium of a frame, whose error is of the second order.
            sum += 0.5 * (control.exact(at: frame) + control.exact(at: frame + 1))
        }
    }

    @Test("what is passed over is passed as if it had been read", arguments: [1, 15, 16, 17, 100, 333])
    func skipped(count: Int) {
        let control = Control(through: [
            Control.Point(frame: 0, value: 1, shape: .exponential), Control.Point(frame: 400, value: 1000),
        ])
        var reader = ControlReader(control)
        _ = (0..<7).map { _ in reader.next() }
        reader.skip(count)
        let all = values(control, 500)
        #expect((0..<40).map { _ in reader.next() } == Array(all[7 + count..<47 + count]))
    }

    @Test("it runs in straight lines between the frames at which it is worked out")
    func straight() {
        let control = Control(through: [
            Control.Point(frame: 0, value: 1, shape: .exponential), Control.Point(frame: 160, value: 1000),
        ])
        let found = values(control, 160)
        for start in stride(from: 0, to: 144, by: Control.period) {
            let step = (found[start + Control.period] - found[start]) / Double(Control.period)
            for offset in 0..<Control.period {
                #expect(abs(found[start + offset] - (found[start] + step * Double(offset))) < 1e-12)
            }
        }
    }

    @Test("of several points at one frame, the last holds from there on")
    func jump() {
        let control = Control(through: [
            Control.Point(frame: 0, value: 1), Control.Point(frame: 32, value: 1),
            Control.Point(frame: 32, value: 5), Control.Point(frame: 64, value: 5),
        ])
        #expect(values(control, 64)[15] == 1)
        #expect(values(control, 64)[32] == 5)
    }

    @Test("decibels are handed out as amplitudes, and count as still where they stand still")
    func decibels() {
        let control = Control(
            through: [Control.Point(frame: 0, value: -20), Control.Point(frame: 160, value: 0)],
            scale: .decibels)
        #expect(abs(values(control, 161)[80] - 0.31622776601683794) < 1e-15)
        #expect(control.range == 0.1...1)
        let still = Control(through: [Control.Point(frame: 9, value: 0)], scale: .decibels)
        #expect(still.constant == 1)
    }

    @Test("how it is read in pieces makes no difference", arguments: [1, 7, 16, 33])
    func pieces(size: Int) {
        let control = Control(through: [
            Control.Point(frame: 5, value: 0, shape: .smooth), Control.Point(frame: 90, value: 1),
        ])
        var reader = ControlReader(control)
        var found: [Double] = []
        while found.count < 120 {
            var piece = Array(repeating: 0.0, count: min(size, 120 - found.count))
            piece.withUnsafeMutableBufferPointer { reader.read(into: $0) }
            found += piece
        }
        #expect(bits([found]) == bits([values(control, 120)]))
    }

    private func values(_ control: Control, _ count: Int) -> [Double] {
        var reader = ControlReader(control)
        return (0..<count).map { _ in reader.next() }
    }
}
