internal import CFluidSynth
internal import CSystemCalls

/// The SoundFont synthesizer libfluidsynth, found while the program runs. Owns the library's settings and synthesizer.
struct FluidSynth: ~Copyable {
    // Opened once, never changed and never closed: a table of functions that may be called from any thread, on different
    // synthesizers.
    nonisolated(unsafe) private static let library: bounce_fluidsynth? = {
        var library = bounce_fluidsynth()
        return bounce_fluidsynth_open(&library) == 1 ? library : nil
    }()

    /// The version of the library; nil where it is not installed.
    static var version: String? { library?.version().map { String(cString: $0) } }

    /// The file of the library; nil where it is not installed, or the system does not say.
    static var file: String? {
        library.flatMap { bounce_loaded_file(unsafeBitCast($0.version, to: UnsafeRawPointer?.self)) }
            .map { String(cString: $0) }
    }

    private let library: bounce_fluidsynth
    private let settings: UnsafeMutableRawPointer
    private let synth: UnsafeMutableRawPointer
    private let font: Int32

    /// Loads a SoundFont.
    init(font path: String, sampleRate: Double) throws(SoundFontError) {
        guard let library = FluidSynth.library else { throw .notInstalled }
        guard let settings = library.new_settings() else {
            throw .failed("it has no memory for its settings")
        }
        FluidSynth.configure(library, settings, sampleRate: sampleRate)
        guard let synth = library.new_synth(settings) else {
            library.delete_settings(settings)
            throw .failed("it does not start at \(sampleRate) Hz")
        }
        let font = library.load(synth, path, 0)
        guard font >= 0 else {
            library.delete_synth(synth)
            library.delete_settings(settings)
            throw .unreadable(path)
        }
        self.library = library
        self.settings = settings
        self.synth = synth
        self.font = font
    }

    deinit {
        library.delete_synth(synth)
        library.delete_settings(settings)
    }

    /// Dry, in one thread, with as many voices as the notes can need.
    private static func configure(
        _ library: bounce_fluidsynth, _ settings: UnsafeMutableRawPointer, sampleRate: Double
    ) {
        _ = library.set_number(settings, "synth.sample-rate", sampleRate)
        _ = library.set_number(settings, "synth.gain", 1)
        _ = library.set_integer(settings, "synth.reverb.active", 0)
        _ = library.set_integer(settings, "synth.chorus.active", 0)
        _ = library.set_integer(settings, "synth.polyphony", 1024)
        _ = library.set_integer(settings, "synth.cpu-cores", 1)
        _ = library.set_integer(settings, "synth.threadsafe-api", 0)
    }

    /// Gives a channel (0 … 15) a preset of the font.
    func select(channel: Int, bank: Int, preset: Int) throws(SoundFontError) {
        let outcome = library.select_program(synth, Int32(channel), font, Int32(bank), Int32(preset))
        guard outcome == 0 else { throw .noPreset(bank: bank, preset: preset) }
    }

    /// - Parameter velocity: 1 … 127.
    func noteOn(channel: Int, key: Int, velocity: Int) {
        // A key that the preset has no sound for is refused, and silent.
        _ = library.note_on(synth, Int32(channel), Int32(key), Int32(velocity))
    }

    func noteOff(channel: Int, key: Int) { _ = library.note_off(synth, Int32(channel), Int32(key)) }

    /// The next frames, as many as both buffers hold.
    func render(left: UnsafeMutableBufferPointer<Float>, right: UnsafeMutableBufferPointer<Float>)
        throws(SoundFontError)
    {
        let outcome = library.write_float(
            synth, Int32(left.count), left.baseAddress, 0, 1, right.baseAddress, 0, 1)
        guard outcome == 0 else { throw .failed("it could not render") }
    }
}

/// Why a SoundFont cannot be played.
package enum SoundFontError: Error, Equatable, CustomStringConvertible {
    case notInstalled
    case unreadable(String)
    case noPreset(bank: Int, preset: Int)
    case failed(String)

    package var description: String {
        switch self {
        case .notInstalled:
            "SoundFonts are played by libfluidsynth 2, which is not installed here: `sudo apt install libfluidsynth3` on Debian and Ubuntu, `sudo dnf install fluidsynth-libs` on Fedora, `brew install fluid-synth` on macOS"
        case .unreadable(let path): "\(path) is not a SoundFont that libfluidsynth can read (.sf2, .sf3)"
        case .noPreset(let bank, let preset):
            "the SoundFont has no preset \(preset) in bank \(bank): `fluidsynth` lists what it has with `inst 1`"
        case .failed(let words): "libfluidsynth failed: \(words)"
        }
    }
}
