/// A promise about an artifact, judged on what was written to the file. A broken gate stops the build.
///
/// Three gates hold for every audio target without asking: its format is the one declared, its length is
/// exact to the frame, and all its samples are finite.
public struct Gate: Sendable {
    package let recipe: Recipe
}
