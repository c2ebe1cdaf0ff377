"""What the page has to do. A check is given the scene; its name is what is printed."""

import math
import re
import time

import fixture
import general
from browser import need
from served import Served

AUDIO = "const audio = (side) => document.querySelector(`audio[data-side=${side}]`);"
READY = AUDIO + "return ['A', 'B'].every((side) => audio(side).readyState > 1)"
ALL = []


def check(name):
    def keep(function):
        ALL.append((name, function))
        return function
    return keep


def times(browser):
    return browser.run(AUDIO + "return ['A', 'B'].map((side) => audio(side).currentTime)")


def ready(scene, name="song", **options):
    browser = scene.open(name, **options)
    browser.until("both recordings", READY)
    return browser


# -- Drawing -------------------------------------------------------------------------------------------------


@check("opens without a complaint, and shows every target")
def opens(scene):
    browser = scene.open("song")
    count = general.select_all(browser)
    browser.quiet()
    need(count == 7, f"{count} targets are shown")
    need(browser.run("return document.title") == "song · bounce", "the title is another")


@check("bounce takes in every script, once, and the one that begins last")
def scripts(scene):
    source = (fixture.PAGE.parents[1] / "CReportPage/page.c").read_text()
    embedded = re.findall(r'#embed ".*/([^/]+\.js)"', source)
    there = sorted(path.name for path in fixture.PAGE.glob("*.js"))
    need(sorted(embedded) == there, f"these are not taken in, or twice: {set(there) ^ set(embedded) or embedded}")
    need(embedded[-1] == "page.js", f"{embedded[-1]} comes last")


@check("draws the sound that the report has: silence is flat, and what is loud is tall")
def draws(scene):
    browser = scene.open("song")
    browser.run("document.querySelector('#tracks').scrollIntoView()")
    script = """
      const canvas = [...document.querySelectorAll('.tracks canvas')].find((e) => e.ariaLabel === 'Waveform of bass');
      if (!canvas.surface.visible || canvas.surface.stale) return null;
      const context = canvas.getContext('2d'), plot = canvas.width - 48;
      return [4, 16].map((second) => {
        const { data } = context.getImageData(Math.round(48 + plot * second / 32), 0, 1, canvas.height);
        const rows = [...Array(canvas.height).keys()].filter((row) => data[row * 4 + 3] > 200);
        return [rows.length, (rows[0] + rows.at(-1) + 1) / 2];
      });"""
    (silent, _), (loud, middle) = browser.until("the track to be drawn", script)
    need(silent <= 2 and loud > 6, f"{silent} pixels where it is silent, {loud} where it is loud")
    need(abs(middle - 24) <= 1.5, f"the sound lies about row {middle} of 48")


@check("colours the spectrogram, and again for the other theme")
def colours(scene):
    browser = scene.open("song")
    browser.run("document.querySelector('#target').scrollIntoView()")
    script = """
      const canvas = [...document.querySelectorAll('#target canvas')].find((e) => e.ariaLabel?.startsWith('Spectrogram'));
      const { data } = canvas.getContext('2d').getImageData(canvas.width / 2, 2, 1, 1);
      return data[3] === 255 && [...data].slice(0, 3)"""
    light = browser.until("the spectrogram", script)
    browser.click("#theme label", "Dark")
    dark = browser.until("the dark spectrogram", script.replace("data[3] === 255", "data[3] === 255 && data[0] < 90"))
    need(sum(light) > 600 and sum(dark) < 200, f"silence is {light} on paper and {dark} at night")
    scene.picture("dark")


@check("lightness follows the level evenly in both colour maps")
def colour_maps(scene):
    browser = scene.open("song")
    source = (fixture.PAGE / "colourmap.js").read_text()
    for dark in (False, True):
        steps = browser.run(source + """
          const map = colourMap(arguments[0]);
          const light = Array.from({ length: 256 }, (_, at) => {
            const [r, g, b] = [0, 1, 2].map((c) => { const v = map[at * 4 + c] / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
            return 116 * Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b) - 16;
          });
          return light.slice(16).map((value, at) => value - light[at])""", dark)
        need(abs(sum(steps)) / 16 > 60, f"the map goes through {abs(sum(steps)) / 16:.0f} of 100 parts of lightness")
        sign = 1 if dark else -1
        need(all(sign * step > 1 for step in steps), f"a stretch of the map has the steps {min(steps):.2f} … {max(steps):.2f}")
        need(max(map(abs, steps)) < 3.5 * min(map(abs, steps)), f"the map's steps differ: {min(steps):.2f} … {max(steps):.2f}")


@check("the theme is switched, kept, and follows the system where it is not chosen")
def themes(scene):
    paper = "return getComputedStyle(document.body).backgroundColor"
    browser = scene.open("song")
    browser.run("localStorage.clear()")
    browser = scene.open("song", dark=True)
    night = browser.run(paper)
    browser = scene.open("song")
    day = browser.run(paper)
    need(day != night, f"both are {day}")
    browser.click("#theme label", "Dark")
    need(browser.run(paper) == night, "Dark is not dark")
    browser = scene.open("song")
    need(browser.run(paper) == night, "the choice was forgotten")
    browser.click("#theme label", "Auto")
    need(browser.run(paper) == day, "Auto does not follow the system")
    browser.quiet()


@check("every text has the contrast of WCAG AA, by day and by night")
def contrast(scene):
    counts = []
    for dark in (False, True):
        browser = scene.open("song", dark=dark)
        counts.append(general.contrast(browser))
        browser.click(".node", "bass")
        counts.append(general.contrast(browser))
    return f"{sum(counts)} texts"


@check("fits on a phone without sideways scrolling")
def phone(scene):
    for name in ("song", "hostile", "large", "bare", "empty"):
        browser = scene.open(name, width=360, height=740)
        general.no_sideways(browser)
        if name == "song":
            scene.picture("phone")
        for place in range(min(7, browser.run("return document.querySelectorAll('.node').length"))):
            browser.run("document.querySelectorAll('.node')[arguments[0]].click()", place)
            general.no_sideways(browser)


@check("on paper everything is drawn, in ink on white, without what only works on a screen")
def print_out(scene):
    browser = scene.open("song", dark=True)
    plain = browser.run("return [...document.querySelectorAll('#tracks canvas')].some((e) => e.surface.stale)")
    need(plain, "pictures out of view are drawn at once")
    browser.run("addEventListener('beforeprint', () => { window.undrawn = [...document.querySelectorAll('canvas')]"
                ".filter((e) => e.surface.stale && e.clientWidth).length })")
    need(browser.pdf().startswith(b"%PDF"), "there is no PDF")
    undrawn = browser.run("return window.undrawn")
    need(undrawn == 0, f"{undrawn} pictures are not drawn on paper")
    browser = scene.open("song", dark=True, media="print")
    hidden = browser.run("return ['#transport', '#theme', '.seek .playhead'].filter((e) => document.querySelector(e).getClientRects().length)")
    need(not hidden, f"on paper there are {hidden}")
    need(browser.run("return getComputedStyle(document.querySelector('h1')).color") == "rgb(31, 29, 26)", "it is printed in the night's colours")
    need(browser.run("const e = document.querySelector('.tracks'); return e.scrollHeight <= e.clientHeight + 1"), "tracks are cut off")


@check("a document of more than 5 MB opens within a second, and draws first what is in view")
def quick(scene):
    size = (scene.directory / "large.html").stat().st_size
    need(size > 5_000_000, f"the document has only {size} bytes")
    browser = scene.open("large")
    took = browser.run("return performance.getEntriesByName('drawn')[0].startTime") / 1000
    need(took < browser.patience, f"it took {took:.1f} s")
    drawn = browser.run("return [...document.querySelectorAll('#tracks canvas')].filter((e) => !e.surface.stale).length")
    need(drawn < 40, f"{drawn} tracks were drawn out of view")
    return f"{size / 1e6:.1f} MB in {took:.2f} s"


# -- Listening -----------------------------------------------------------------------------------------------


@check("plays both recordings together, one of them heard")
def plays(scene):
    browser = ready(scene)
    browser.click(".play")
    browser.until("the sound to go on", AUDIO + "return audio('A').currentTime > 0.4 && audio('B').currentTime > 0.4")
    need(browser.run(AUDIO + "return [audio('A').muted, audio('B').muted]") == [False, True], "the wrong one is heard")
    a, b = times(browser)
    need(abs(a - b) < 0.15, f"A is at {a:.3f} s and B at {b:.3f} s")
    browser.click(".play")
    need(browser.run(AUDIO + "return audio('A').paused && audio('B').paused"), "it does not pause")
    need(browser.text(".clock").endswith("/ 0:32.0"), f"the clock says {browser.text('.clock')}")
    browser.quiet()


@check("seeks to where the pictures are clicked, and the playheads agree")
def seeks(scene):
    browser = ready(scene)
    for selector, part in ((".seek", 0.25), (".seek", 0.8)):
        browser.click_at(selector, part)
        browser.until("the seek", AUDIO + "return !audio('A').seeking && !audio('B').seeking")
        a, b = times(browser)
        need(abs(a - 32 * part) < 0.1 and a == b, f"a click at {32 * part:.2f} s led to {a:.2f} s and {b:.2f} s")
        agree(browser, a)
    browser.run("const s = document.querySelector('.seek'), { left, width, top } = s.getBoundingClientRect();"
                "window.scrollTo(0, 0)")
    browser.click_at("#tracks .row:nth-child(3) canvas", 0.5)
    need(browser.text("#target-title") == "pad", "a click on a track does not choose it")
    browser.until("the seek", "const a = document.querySelector('audio[data-side=A]'); return a.readyState > 1 && !a.seeking")
    middle = browser.run("const { width } = document.querySelector('#tracks .row:nth-child(3) canvas').getBoundingClientRect();"
                         "return 32 * (width / 2 - 48) / (width - 48)")
    there = browser.run("return document.querySelector('audio[data-side=A]').currentTime")
    need(abs(there - middle) < 0.1, f"a click on a track at {middle:.2f} s led to {there:.2f} s")
    agree(browser, there)
    browser.click_at(".seek", 0.4)
    browser.run("window.scrollTo(0, document.body.scrollHeight)")
    browser.click("#gates .place .link", "0:09.50")
    need(browser.text("#target-title") == "mix", "a gate's place does not choose its target")
    browser.until("the place of the extreme", AUDIO + "return Math.abs(audio('A').currentTime - 9.5) < 0.01")


def agree(browser, seconds):
    for plot in (".seek", ".tracks .over"):
        left, width, at = browser.run("""
          const plot = document.querySelector(arguments[0]).getBoundingClientRect();
          const line = document.querySelector(arguments[0] + ' .playhead').getBoundingClientRect();
          return [plot.left, plot.width, line.left + line.width / 2]""", plot)
        wanted = left + width * seconds / 32
        need(abs(at - wanted) < 1.5, f"the playhead of {plot} is at {at:.1f}, and {seconds:.2f} s are at {wanted:.1f}")
    told = float(browser.run("return document.querySelector('.seek').ariaValueNow ?? document.querySelector('.seek').getAttribute('aria-valuenow')"))
    need(abs(told - seconds) < 0.06, f"{told} s are told, and it is at {seconds:.2f} s")


@check("A/B keeps the position, and turns the louder one down to the other's loudness")
def compares(scene):
    browser = ready(scene)
    levels(browser, -1.39, "B")
    browser.click_at(".seek", 0.5)
    browser.click(".play")
    browser.until("the sound to go on", AUDIO + "return audio('A').currentTime > 16.5")
    before, after = browser.run(AUDIO + """
      const before = audio('A').currentTime;
      document.querySelector('.sides input[value=B]').click();
      return [before, audio('B').currentTime]""")
    need(abs(before - after) < 0.1, f"A was at {before:.3f} s, B is at {after:.3f} s")
    need(browser.run(AUDIO + "return [audio('A').muted, audio('B').muted, audio('B').paused]") == [True, False, False], "B is not heard")
    browser.until("B to go on", AUDIO + "return audio('B').currentTime > 17")
    a, b = times(browser)
    need(abs(a - b) < 0.15, f"they came apart: {a:.3f} s and {b:.3f} s")
    browser.click(".match")
    need(volumes(browser) == [1, 1], "unmatched, both are as they are")
    browser.click(".match")
    choose(browser, "previous run")
    browser.until("the previous run", READY)
    levels(browser, -3.11, "A")
    need(abs(times(browser)[0] - times(browser)[1]) < 0.3, "another B begins elsewhere")
    need(browser.run(AUDIO + "return !audio('B').muted && !audio('B').paused"), "another B is not heard at once")
    choose(browser, "reference")
    browser.until("the reference", READY)
    levels(browser, -0.29, "B")
    browser.quiet()


def volumes(browser):
    return browser.run(AUDIO + "return [audio('A').volume, audio('B').volume]")


def levels(browser, expected, lowered):
    a, b = (20 * math.log10(volume) for volume in volumes(browser))
    own, other = (a, b) if lowered == "A" else (b, a)
    need(abs(own - expected) < 0.01 and other == 0, f"A is at {a:.2f} dB and B at {b:.2f} dB: {lowered} was to be at {expected} dB")
    need(f"{lowered} −{abs(expected):.1f} dB" in browser.text(".gain"), f"it says '{browser.text('.gain')}'")


def choose(browser, label):
    browser.run("const s = document.querySelector('.what select'); s.selectedIndex = [...s.options].findIndex((o) => o.label === arguments[0]);"
                "s.dispatchEvent(new Event('change'))", label)


@check("another target goes on where the first one was, playing")
def changes_target(scene):
    browser = ready(scene)
    browser.click_at(".seek", 0.5)
    browser.click(".play")
    browser.click("#tracks button.name", "bass")
    browser.until("the other target to go on", AUDIO + "return audio('A')?.src.endsWith('bass.wav') && !audio('A').paused && audio('A').currentTime > 16.3")
    need(times_a(browser) < 25, "it began elsewhere")


def times_a(browser):
    return browser.run("return document.querySelector('audio[data-side=A]').currentTime")


@check("a recording that is missing is named, and nothing plays")
def missing(scene):
    browser = scene.open("bare")
    browser.until("the reason", "return document.querySelector('.status').textContent.includes('bounces/gone.wav')")
    need(browser.run("return document.querySelector('.play').disabled"), "it can be played all the same")
    browser.quiet()


# -- Keys and programs that read aloud -----------------------------------------------------------------------


@check("the graph answers to a click: recipe, inputs, digest, history and why")
def graph(scene):
    browser = scene.open("song")
    browser.click(".node", "bass")
    shown = browser.text("#target")
    for part in ("Why", "tone.frequency: 55 Hz → 61.74 Hz", "Recipe", "lowpass.frequency", "600 Hz", "Origin", "xxh3-128:",
                 "History", "1 Mar 2026"):
        need(part in shown, f"of 'bass', there is no '{part}'")
    browser.click(".node", "delivery")
    shown = browser.text("#target")
    for part in ("made from", "mix", "waits for 'mix', which may come out the same", "This target is not a recording."):
        need(part in shown, f"of 'delivery', there is no '{part}'")
    need(browser.run("return document.querySelectorAll('.edge.near').length") == 5, "not its five inputs are marked")
    need(browser.run("return document.querySelectorAll('.edge.compared').length") == 1, "the comparison is not dashed")
    browser.click("#target .link", "mix")
    need(browser.text("#target-title") == "mix", "an input does not lead to its target")
    need(browser.run("return location.hash") == "#target=mix", "the address does not name it")


@check("everything can be done with the keyboard, and the focus can be seen")
def keyboard(scene):
    browser = ready(scene)
    browser.press("tab")
    need(browser.focused().startswith("Skip"), f"Tab leads to {browser.focused()} first")
    browser.press("tab", "tab")
    need(browser.run("return document.activeElement.matches('.node')"), f"Tab leads to {browser.focused()} before the graph")
    need(browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid", "the focus cannot be seen")
    need(browser.focused().startswith("mix, master, failed"), f"the graph begins with {browser.focused()}")
    browser.press("left")
    need(browser.run("return document.activeElement.matches('.node')"), "the arrow left the graph")
    browser.press("home", "enter")
    first = browser.run("return document.activeElement.title")
    need(browser.text("#target-title") == first, "Enter does not choose")
    browser.press("right", "enter")
    need(browser.text("#target-title") == "mix", f"an arrow along an edge led to {browser.text('#target-title')}")
    need(browser.text("#said").startswith("mix, master"), "the choice is not announced")
    browser.until("both recordings", READY)
    browser.press("tab")
    need(browser.run("return document.activeElement.getAttribute('role')") == "slider", f"after the graph comes {browser.focused()}")
    browser.press("home", "right", "right")
    need(times_a(browser) == 2, f"two arrows led to {times_a(browser)} s")
    browser.press("right", shift=True)
    need(times_a(browser) == 7, "the great arrow is not 5 s")
    browser.press("x")
    need(browser.run(AUDIO + "return audio('A').muted && !audio('B').muted"), "x does not switch")
    browser.press("space")
    browser.until("B to play", AUDIO + "return !audio('B').paused && audio('B').currentTime > 7.1")
    browser.press("space", "end")
    need(abs(times_a(browser) - 32) < 0.1, "End is not the end")
    value = browser.run("return document.activeElement.getAttribute('aria-valuetext')")
    need(value.startswith("0:32.0"), f"the slider says '{value}'")
    trap(browser)


def trap(browser):
    """Tab comes to an end: nothing holds the focus."""
    seen = []
    for _ in range(80):
        browser.press("tab")
        at = browser.run("window.tabbed ??= []; const i = window.tabbed.indexOf(document.activeElement);"
                         "window.tabbed.push(document.activeElement); return document.activeElement === document.body ? 'end' : i")
        if at == "end" or (at == 0 and len(seen) > 5):
            return
        seen.append(at)
        need(at == -1, f"Tab goes round within the page at {browser.focused()}")
    need(False, "Tab comes to no end")


@check("everything has a name and its place for programs that read aloud")
def names(scene):
    counts = []
    for name in ("song", "bare", "empty", "hostile"):
        browser = scene.open(name)
        counts.append(general.names(browser))
    browser = scene.open("song")
    nodes = browser.accessible()
    told = {name for role, name, _ in nodes if role in ("image", "img")}
    need(any("gate loudness allows −15 to −13 LUFS" in name for name in told), "the loudness picture does not tell its limits")
    need(any("highest true peak −1.05 dBTP at 0:09.5, right" in name for name in told), "the waveform does not tell its peak")
    need(any("63 " in name and "against" in name for name in told), "the spectrum is not told")
    need(browser.run("return document.querySelector('#said').getAttribute('aria-live')") == "polite", "nothing is announced")
    return f"{sum(counts)} nodes"


@check("motion that is not wanted is left out")
def calm(scene):
    browser = ready(scene, reduced=True)
    moving = browser.run("return [...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length")
    need(moving == 0, f"{moving} elements move")
    browser.click(".play")
    browser.until("the clock to go on", "return document.querySelector('.clock').textContent > '0:00.5'")


# -- What may be in a report ---------------------------------------------------------------------------------


@check("gates: broken ones first, then what came closest")
def gates(scene):
    browser = scene.open("song")
    rows = browser.run("return [...document.querySelectorAll('#gates tbody tr:not(.advice)')].map((e) => e.innerText.replace(/\\s+/g, ' '))")
    need("spectrum" in rows[0] and rows[0].lstrip().startswith("✕"), f"first comes {rows[0]}")
    need([word for row in rows for word in ("aligned", "true-peak", "loudness", "peak") if f" {word} " in row]
         == ["true-peak", "loudness", "peak", "aligned", "aligned"], f"the order is {rows}")
    widths = browser.run("return [...document.querySelectorAll('#gates .bar > span')].map((e) => [e.className, parseFloat(e.style.width)])")
    need(widths[0] == ["under", 10], f"0.6 dB too much is drawn as {widths[0]}")
    need("lower 63 Hz by 1 dB" in browser.text("#gates"), "there is no advice")


@check("the run by worker: every span in its lane and at its time")
def run(scene):
    browser = scene.open("song")
    spans = browser.run("""return [...document.querySelectorAll('.lane .span')].map((e) => {
      const lane = e.parentElement.getBoundingClientRect(), own = e.getBoundingClientRect();
      return [e.textContent, e.closest('.worker').querySelector('.label').textContent, (own.left - lane.left) / lane.width, own.width / lane.width] })""")
    need(len(spans) == 6, f"there are {len(spans)} spans")
    mix = next(span for span in spans if span[0] == "mix")
    need(mix[1] == "worker 1" and abs(mix[2] - 0.13 / 0.28) < 0.01 and abs(mix[3] - 0.15 / 0.28) < 0.01, f"mix is at {mix}")
    need("93 %" in browser.text("#run .figures") or "% busy" in browser.text("#run .figures"), "how busy it was is not said")


@check("a production without targets says so")
def empty(scene):
    browser = scene.open("empty")
    browser.quiet()
    for part, words in (("#graph", "no targets"), ("#target", "No target"), ("#gates", "No gate"), ("#run", "Nothing has been built")):
        need(words in browser.text(part), f"{part} says '{browser.text(part)}'")
    need(browser.run("return document.querySelector('#transport').hidden"), "there is a player without sound")


@check("300 targets stay usable: in their own box, found by name, one stop for Tab")
def many(scene):
    browser = scene.open("large")
    browser.quiet()
    count, stops, inside = browser.run("""const nodes = [...document.querySelectorAll('.node')], box = document.querySelector('.box');
      return [nodes.length, nodes.filter((e) => e.tabIndex === 0).length, box.scrollWidth > box.clientWidth && box.clientHeight <= 482]""")
    need((count, stops, inside) == (300, 1, True), f"{count} nodes, {stops} stops, in its box: {inside}")
    overlap = browser.run("""const all = [...document.querySelectorAll('.node')].map((e) => e.getBoundingClientRect());
      return all.some((a, i) => all.some((b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom))""")
    need(not overlap, "targets lie on each other")
    browser.click("#find input")
    browser.press(*"stem 217")
    dim = browser.run("return document.querySelectorAll('.node:not(.dim)').length")
    need(dim == 1, f"{dim} targets are found")
    browser.press("enter")
    need(browser.text("#target-title") == "stem 217", "Enter does not choose what was found")
    scene.picture("many")


@check("edges cross seldom: none where none has to, and few in random graphs")
def crossings(scene):
    browser = scene.open("empty")
    source = (fixture.PAGE / "layout.js").read_text() + """
      const crossings = (layout) => {
        const lines = layout.paths.flatMap(({ points }) => points.slice(1).map((to, at) => [points[at], to]));
        return lines.flatMap(([a, b], i) => lines.slice(i + 1).filter(([c, d]) => a.x === c.x && b.x === d.x && (a.y - c.y) * (b.y - d.y) < -1e-6)).length;
      };
      const chain = (n) => Array.from({ length: n }, (_, at) => at);
    """
    parallel = browser.run(source + """
      const nodes = chain(12), edges = chain(6).map((at) => ({ from: nodes[at], to: nodes[11 - at] }));
      return crossings(layOut(nodes, edges))""")
    need(parallel == 0, f"six chains cross {parallel} times")
    tree = browser.run(source + """
      const nodes = chain(15).reverse();
      return crossings(layOut(nodes, chain(14).map((at) => ({ from: at + 1, to: at >> 1 }))))""")
    need(tree == 0, f"a tree crosses itself {tree} times")
    random, plain = browser.run(source + """
      let seed = 7;
      const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
      const nodes = chain(36), edges = [];
      for (let at = 12; at < 36; at++) for (const _ of [0, 1]) edges.push({ from: (Math.floor(at / 12) - 1) * 12 + next(12), to: at });
      const laid = layOut(nodes, edges);
      const y = (node) => node % 12, x = (node) => Math.floor(node / 12);
      const plain = { paths: edges.map(({ from, to }) => ({ points: [from, to].map((node) => ({ x: x(node), y: y(node) })) })) };
      return [crossings(laid), crossings(plain)]""")
    need(random < plain * 0.6, f"{random} crossings, and {plain} as they come")
    return f"{random} in place of {plain}"


@check("names are text, whatever they are")
def hostile(scene):
    browser = scene.open("hostile")
    general.select_all(browser)
    need(browser.run("return window.broken") is None, "a name was run as a script")
    need(browser.run("return document.querySelectorAll('main img, main script').length") == 0, "a name became an element")
    shown = browser.run("return [...document.querySelectorAll('.node .name')].map((e) => e.textContent)")
    need(shown == fixture.HOSTILE, f"the names came out as {shown}")
    source = browser.run("document.querySelectorAll('.node')[6].click(); return document.querySelector('audio[data-side=A]').getAttribute('src')")
    need(source == "bounces/g%C3%BCnther/%C3%9F%3F%23%2520.wav", f"its sound is looked for at {source}")
    need("object" not in browser.text("#run"), "a name is taken for a part of the language")
    browser.quiet()


@check("what is null, left out or damaged is passed over")
def bare(scene):
    browser = scene.open("bare")
    need(general.select_all(browser) == 5, "not all targets are shown")
    browser.run("document.querySelectorAll('.node')[2].click(); document.querySelector('#target').scrollIntoView()")
    time.sleep(0.2)
    need("Infinity" not in browser.text("body") and "NaN" not in browser.text("body") and "undefined" not in browser.text("body")
         and "[object" not in browser.text("body"), "something that is not there is shown")
    browser.quiet()


# -- Live ----------------------------------------------------------------------------------------------------


@check("served, it shows what a build does, and keeps place and choice when the report changes")
def live(scene):
    document = fixture.song()
    served = Served(scene.directory, document)
    try:
        browser = scene.browser
        browser.open(served.address)
        browser.until("the connection", "return document.querySelector('#live').textContent === 'Live'")
        browser.click(".node", "bass")
        browser.until("the sound", "return document.querySelector('audio[data-side=A]').readyState > 1")
        browser.click_at(".seek", 0.5)
        state = "return [...document.querySelectorAll('.node')].find((e) => e.title === 'bass').ariaLabel"
        served.tell(event="run-started", production="song", targets=7)
        served.tell(event="target-started", target="bass", action="rendering")
        served.tell(event="target-progress", target="bass", frames=384000, of=1536000)
        browser.until("its progress", state + ".includes('being made, 25 %')")
        part = browser.run("return document.querySelector('.node .progress').getBoundingClientRect().width / 188")
        served.tell(event="target-finished", target="bass", outcome="rendered", seconds=0.25)
        browser.until("its end", state + ".includes('up to date, 0.25 s')")
        served.tell(event="constructor")
        served.tell(event="run-finished", exit=0, seconds=0.5)
        browser.until("the end of the run", "return document.querySelector('#said').textContent.includes('ended well')")
        bass = next(item for item in document["targets"] if item["name"] == "bass")
        bass.update(state="fresh", why=[], seconds=1.5)
        bass["audio"]["loudness"] = -11.11
        served.tell(event="report-changed")
        browser.until("the new report", "return document.querySelector('#target').innerText.includes('−11.11 LUFS')")
        need(browser.text("#target-title") == "bass", "another target is chosen")
        browser.until("the position", AUDIO + "return audio('A').readyState > 1 && Math.abs(audio('A').currentTime - 16) < 0.1")
        agree(browser, 16)
        need(abs(part - 0.25) < 0.25, f"the bar is at {part:.2f}")
        browser.quiet()
        served.close()
        browser.until("the loss to be told", "return document.querySelector('#live').dataset.state === 'lost'")
    finally:
        served.close()
