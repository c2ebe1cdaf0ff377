import Signal
import TargetDescription
import Testing

@testable import BuildEngine

@Suite("Effects on the middle and on the sides")
struct MidSideTests {
    private func stem(_ effect: Effect) -> Recipe {
        Examples.usual(.stem).replacing("effects", with: .recipes([effect.recipe]))
    }

    @Test("a mid-side in a mid-side is refused")
    func nested() {
        let production = Examples.production([stem(.midSide(side: [.midSide(mid: [.mono()])]))])
        let found = #expect(throws: Refusal.self) {
            try DescriptionDecoder.decode(production.description())
        }
        #expect(found?.message == "a mid-side holds no other mid-side")
    }

    @Test("the same effect on either part has a component of its own")
    func components() throws {
        let effect = Effect.midSide(mid: [.gain(.decibels(-1))], side: [.gain(.decibels(-2))])
        let names = try KeyTests.components(stem(effect)).key.map(\.name)
        #expect(names.contains("mid-side.mid.gain.gain") && names.contains("mid-side.side.gain.gain"))
        #expect(Set(names).count == names.count)
    }

    @Test("an effect on one part is refused where it stands alone would be")
    func refused() throws {
        let production = Examples.production([stem(.midSide(side: [.notch(frequency: 24_000)]))])
        let found = #expect(throws: Refusal.self) { try ResolvedProduction(production) }
        #expect(found?.message.contains("below half the sample rate") == true)
    }

    @Test("a normaliser on the sides hears the sides alone, and the middle stays as it is")
    func rehearsed() throws {
        let timeline = try TimelineTests.timeline()
        let effect = Effect.midSide(side: [.normalise(.peak, to: -6)])
        let context = RenderContext(
            target: "stem", timeline: timeline, frames: 4_000, channels: 2, grid: .float64, dither: .none
        ) { _ in Silence(channels: 2, frames: 4_000) }
        let unit = try EffectTable.unit(effect.recipe, timeline)
        let stream = try unit.apply(
            to: Upstream { _ in
                MixBus(
                    [
                        .init(
                            stream: Noise(colour: .white, level: 0.3, seed: 1, frames: 4_000),
                            gain: Control(1),
                            pan: Control(-0.4))
                    ], channels: 2)
            }, context)
        var block = Block(channels: 2, capacity: 4_000)
        try stream.read(into: &block)
        var (side, count) = (0.0, 0)
        block.withBothChannels { left, right in
            count = left.count
            side = zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1) / 2) }
        }
        #expect(count == 4_000)
        #expect(abs(side - Mathematics.amplitude(fromDecibels: -6)) < 1e-12)
        #expect(context.notes.count == 1)
    }
}
