import Signal
import TargetDescription
import Testing

@testable import BuildEngine

@Suite("A matching equaliser in a production")
struct MatchEQTests {
    private func production(_ effect: Effect) -> Recipe {
        let other = Examples.usual(.stem).replacing("name", with: .text("other"))
            .replacing("duration", with: .quantity(0.5, .seconds))
        let stem = Examples.usual(.stem).replacing("name", with: .text("stem"))
            .replacing("duration", with: .quantity(1, .seconds))
            .replacing("effects", with: .recipes([effect.recipe]))
        return Examples.production([other, stem])
    }

    @Test(
        "what is matched may have another length, and what is followed frame by frame may not, wherever it stands"
    )
    func lengths() throws {
        let resolved = try ResolvedProduction(production(.matchEQ(to: "other")))
        #expect(resolved.targets.count == 2)
        let compressor = Effect.compressor(threshold: -20, sidechain: "other")
        for effect in [compressor, .midSide(mid: [compressor])] {
            let found = #expect(throws: Refusal.self) { try ResolvedProduction(production(effect)) }
            #expect(found?.message.contains("give both the same length") == true)
        }
    }

    @Test("a sound or a reference that is silent ends the build, and says whose names")
    func silent() throws {
        let timeline = try TimelineTests.timeline()
        let context = RenderContext(
            target: "stem", timeline: timeline, frames: 4_000, channels: 1, grid: .float64, dither: .none
        ) { _ in Silence(channels: 1, frames: 9_000) }
        let unit = try EffectTable.unit(Effect.matchEQ(to: "other").recipe, timeline)
        let found = #expect(throws: RenderError.self) {
            try unit.apply(
                to: Upstream { _ in Noise(colour: .pink, level: 0.2, seed: 1, frames: 4_000) }, context)
        }
        #expect(found?.description.contains("'stem' cannot be matched to 'other'") == true)
    }
}
