/// A synthesizer of four sine operators that move each other's phase: frequency modulation as in J. M. Chowning,
/// "The synthesis of complex audio spectra by means of frequency modulation", JAES 21, 1973.
///
/// An operator is `level · envelope · sin 2π(ratio·f·t + m)`. The level of a carrier is its amplitude. That of a
/// modulator is the modulation index, in radians. The fourth operator may feed itself back.
///
/// A note of velocity 1 peaks near −12 dBFS (0.25): carriers are scaled by the sum of their levels. The modulators'
/// indices are in proportion to the velocity too, so that a softer note is a duller one.
///
/// Its spectrum has no end. So that little of it folds back, an index is held down where it would put the fourth
/// sideband beyond Carson's bandwidth above half the sample rate: β ≤ (fs/2 − f_target)/f_modulator − 4.
package struct FrequencyModulation: NoteInstrument {
    package struct Operator: Equatable, Sendable {
        /// Frequency beside the note's: 0.01 … 64.
        package let ratio: Control
        /// Amplitude of a carrier, 0 … 1; index of a modulator in radians, 0 … 32.
        package let level: Control
        package let envelope: Envelope

        package init(ratio: Control, level: Control, envelope: Envelope) {
            self.ratio = ratio
            self.level = level
            self.envelope = envelope
        }
    }

    /// Which operator moves which. Operators are counted from 1 here.
    package enum Algorithm: String, CaseIterable, Sendable {
        /// 4 → 3 → 2 → 1.
        case stack
        /// 4 and 3 → 2 → 1.
        case pairOverStack
        /// 4 → 1, and 3 → 2 → 1.
        case branchAndStack
        /// 4 → 3 → 1, and 2 → 1.
        case stackAndBranch
        /// 4 → 3 and 2 → 1, both heard.
        case pairs
        /// 4 → 1, 2 and 3, which are heard.
        case fan
        /// 4 → 3, heard with 2 and 1.
        case pairAndTwo
        /// None: all are heard.
        case additive

        /// For each operator, 0 … 3, those that modulate it. All of them have higher numbers.
        var modulators: [[Int]] {
            switch self {
            case .stack: [[1], [2], [3], []]
            case .pairOverStack: [[1], [2, 3], [], []]
            case .branchAndStack: [[1, 3], [2], [], []]
            case .stackAndBranch: [[1, 2], [], [3], []]
            case .pairs: [[1], [], [3], []]
            case .fan: [[3], [3], [3], []]
            case .pairAndTwo: [[], [], [3], []]
            case .additive: [[], [], [], []]
            }
        }

        /// The operators that are heard, 0 … 3.
        package var carriers: [Int] {
            switch self {
            case .stack, .pairOverStack, .branchAndStack, .stackAndBranch: [0]
            case .pairs: [0, 2]
            case .fan, .pairAndTwo: [0, 1, 2]
            case .additive: [0, 1, 2, 3]
            }
        }
    }

    package let channels = 1
    let algorithm: Algorithm
    let operators: [Operator]
    /// Radians by which the fourth operator moves its own phase at full level, 0 … 3.
    let feedback: Control
    /// A factor on the indices of all modulators.
    let brightness: Control
    let modulation: Modulation
    let sampleRate: Double
    /// What the levels of the carriers are shares of: all of them at their highest, so that one that falls is quieter,
    /// also where it is the only one.
    let whole: Double
    /// For each operator, whether it is heard.
    let isCarrier: [Bool]
    /// For each operator, those that it modulates.
    let targets: [[Int]]

    /// - Parameter operators: four.
    package init(
        algorithm: Algorithm, operators: [Operator], feedback: Control = 0, brightness: Control = Control(1),
        modulation: Modulation = .none, sampleRate: Double
    ) {
        precondition(operators.count == 4, "BUG: \(operators.count) operators, and not four")
        self.algorithm = algorithm
        self.operators = operators
        self.feedback = feedback
        self.brightness = brightness
        self.modulation = modulation
        self.sampleRate = sampleRate
        whole = algorithm.carriers.reduce(0) { $0 + operators[$1].level.range.upperBound }
        isCarrier = operators.indices.map(algorithm.carriers.contains)
        let modulators = algorithm.modulators
        targets = operators.indices.map { number in
            modulators.indices.filter { modulators[$0].contains(number) }
        }
    }

    package func voice(for note: Note, after previous: Note?) -> any NoteVoice {
        FrequencyModulationVoice(self, note)
    }
}
