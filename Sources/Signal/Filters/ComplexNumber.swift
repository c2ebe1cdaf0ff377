/// As much of complex arithmetic as moving a pole needs.
struct ComplexNumber {
    var real, imaginary: Double

    var squaredMagnitude: Double { real * real + imaginary * imaginary }

    /// The root in the right half of the plane.
    var squareRoot: ComplexNumber {
        let magnitude = squaredMagnitude.squareRoot()
        let larger = ((abs(real) + magnitude) / 2).squareRoot()
        guard larger > 0 else { return ComplexNumber(real: 0, imaginary: 0) }
        let smaller = abs(imaginary) / (2 * larger)
        let (across, up) = real >= 0 ? (larger, smaller) : (smaller, larger)
        return ComplexNumber(real: across, imaginary: imaginary < 0 ? -up : up)
    }

    static func + (a: Self, b: Self) -> Self {
        Self(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
    }

    static func - (a: Self, b: Self) -> Self {
        Self(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
    }

    static func * (a: Self, b: Self) -> Self {
        Self(
            real: a.real * b.real - a.imaginary * b.imaginary,
            imaginary: a.real * b.imaginary + a.imaginary * b.real)
    }
}
