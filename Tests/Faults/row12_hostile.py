"""Descriptions and manifests of somebody who means no good, or is very unlucky: each is refused or built, in its time
and within memory, without a crash, and without a trace outside its directory."""

import json
import os
import shutil

from harness import Skipped, law, need
from songs import archive, master, process, production, recording, stem, tone, twenty

NUMBER, FAULT = 12, "hostile manifests and descriptions"

MEMORY = 6 << 20  # KiB of address space


def cases(plan):
    described = [(f"{label}.json", lambda case, text=text, refused=refused: describe(case, text, refused))
                 for label, text, refused in descriptions(plan)]
    written = [(f"{label}.swift", lambda case, text=text: compile_it(case, text)) for label, text in manifests()]
    if plan.fast:
        named = len(list(names()))
        return described[:named] + plan.sample(NUMBER, described[named:], 20) + [
            one for one in written if one[0].startswith(("a loop without end", "exit 0 before", "a child that stays"))]
    return described + written


# -- Descriptions --------------------------------------------------------------------------------------------


def song(*targets, **more):
    return json.dumps(production(list(targets) or [stem("a", tone(100))], **more))


def named(name):
    return song(stem(name, tone(100)))


def descriptions(plan):
    """(label, the file as text or bytes, whether it has to be refused); None where either is right."""
    yield from names()
    yield from graphs()
    yield from numbers()
    yield from forms()
    yield from accidents(plan)
    if not plan.fast:
        yield "a million targets", million, None
        yield "300 MB of spaces", lambda: b" " * 300_000_000, True
        yield "a name of 100 MB", lambda: named("x" * 100_000_000), True


def million():
    target = json.dumps(stem("NAME", tone(100), duration={"frames": 1}))
    parts = [target.replace("NAME", f"t{number}") for number in range(1_000_000)]
    return song().replace(json.dumps([stem("a", tone(100))]), "[" + ",".join(parts) + "]")


def names():
    bad = ["", ".", "..", "/", "a/b", "../a", "../../etc/passwd", "/tmp/evil", "a\0b", "\0", "a\nb", "\x1b[31m", "\x7f",
           "x" * 10_000, "x" * 201, "é" * 150, " ", "\u202eevil", "a\u0000.wav"]
    for number, name in enumerate(bad):
        # Blanks and marks of direction are only unusual.
        yield f"name {number}", named(name), None if name.strip() == "" and name or "\u202e" in name else True
    for first, second in [("a", "a"), ("a", "A"), ("ä", "a\u0308"), ("ß", "SS"), ("K", "\u212a"), ("ﬁ", "fi"),
                          ("Ω", "\u2126"), ("İ", "i\u0307")]:
        refused = first == second or (first, second) in [("a", "A"), ("ä", "a\u0308")]
        yield f"two names {first} {second}", song(stem(first, tone(100)), stem(second, tone(200))), refused or None
    for number, path in enumerate(["../../../../etc/passwd", "/etc/shadow", "/dev/zero", "/dev/random", "/proc/self/mem", ".",
                                   "", "a\0b", "x" * 10_000, "/dev/stdin", "bounces/a.wav", "cache/state.db", "song.json",
                                   "bounces/../bounces/a.wav", "/proc/self/fd/0"]):
        # A file that is no sound is no recording; what is a path is for the system to say.
        yield f"path {number}", song(stem("a", recording(path))), None
        yield f"reference {number}", song({"rule": "reference", "name": "r", "file": path}, stem("b", tone(100))), None


def graphs():
    yield "itself", song(process("a", "a")), True
    yield "two in a circle", song(process("a", "b"), process("b", "a")), True
    yield "a circle of archives", song(archive("a", "b"), archive("b", "a")), True
    ring = [process(f"p{number}", f"p{(number + 1) % 5000}") for number in range(5000)]
    yield "a circle of 5,000", song(*ring), True
    chain = [stem("p0", tone(100))] + [process(f"p{number}", f"p{number - 1}") for number in range(1, 3000)]
    yield "a chain of 3,000", song(*chain, duration={"frames": 8}), None
    yield "nobody", song(process("a", "nobody")), True
    yield "no targets", json.dumps(production([])), None
    yield "no members", song(archive("a")), True
    yield "an archive of itself", song(stem("b", tone(100)), archive("a", "b", "a")), True
    yield "one member twice", song(stem("b", tone(100)), archive("a", "b", "b")), None
    yield "one input 2,000 times", song(stem("b", tone(100)), master("m", *["b"] * 2000)), None
    yield "a master of a stereo and a mono", song(
        stem("b", tone(100), channels="stereo"), stem("c", tone(100)), master("m", "b", "c")), None


def numbers():
    for number in ["1e999", "-1e999", "NaN", "Infinity", "-0", "1e-320", "0.1e-400", "9" * 400, "1" + "0" * 10_000,
                   "1.7976931348623157e308", "18446744073709551616", "-9223372036854775809", "0x10", "1e", "--1", "+1",
                   "01", ".5", "5."]:
        short = number[:24]
        for place in ("frequency", "level"):
            text = song(stem("a", {**tone(100), place: "HERE"})).replace('"HERE"', number)
            yield f"{place} {short}", text, None
        yield f"rate {short}", song(sampleRate="HERE").replace('"HERE"', number), True if number != "-0" else None
        yield f"length {short}", song(duration={"seconds": "HERE"}).replace('"HERE"', number), None
    for seconds in (1e9, 1e15, 1e300, 9.3e18):
        yield f"{seconds} seconds", song(duration={"seconds": seconds}), True
        yield f"{seconds} frames", song(duration={"frames": seconds}), None


def forms():
    yield "nothing", "", True
    yield "null", "null", True
    yield "a list", "[]", True
    yield "a text", '"a"', True
    yield "half", song()[:100], True
    yield "more after it", song() + "{}", True
    yield "twice", song() + song(), True
    yield "a mark of order", "\ufeff" + song(), None
    yield "UTF-16", song().encode("utf-16"), None
    yield "no UTF-8", song().encode().replace(b'"a"', b'"\xff\xfe"'), True
    yield "long UTF-8", song().encode().replace(b'"a"', b'"\xc0\xaf"'), True
    yield "half a pair", song().replace('"a"', r'"\ud800"'), None
    yield "NUL bytes", b"\0" * 1000, True
    yield "NUL at the end", song() + "\0", None
    yield "100,000 lists", "[" * 100_000, True
    yield "100,000 objects", '{"a":' * 100_000, True
    yield "100,000 lists in a target", song().replace('"instruments": [', '"instruments": [' + "[" * 100_000), True
    yield "a member twice", song().replace('"schema": 1', '"schema": 1, "schema": 1'), None
    yield "schema 2", song(schema=2), True
    yield "schema true", song(schema=True), True
    yield "schema 1.5", song(schema=1.5), True
    yield "no schema", song().replace('"schema": 1, ', ""), True
    yield "an unknown member", song(evil=1), True
    yield "an unknown rule", song({"rule": "evil", "name": "a"}), True
    yield "a rule that is a number", song({"rule": 1, "name": "a"}), True
    yield "targets that are an object", json.dumps({**production([]), "targets": {}}), True
    yield "a comment", song() + "// done", True
    yield "a line of 1e308", song({**stem("a", tone(100)), "line": 1e308}), None
    yield "a negative line", song({**stem("a", tone(100)), "line": -5}), None
    yield "5,000 effects", song(stem("a", tone(100), effects=[{"rule": "gain", "gain": {"linear": 1}}] * 5000)), None
    yield "16 filters of order 16", song(
        stem("a", tone(100), effects=[{"rule": "lowpass", "frequency": 1, "order": 16, "phase": "zero"}] * 16)), None
    yield "a million steps", song(stem("a", {"rule": "drums", "patterns": [{"kick": "x" * 1_000_000}]})), None
    yield "100,000 sections", song(sections=[{"name": f"s{n}", "length": {"frames": 1}} for n in range(100_000)]), None


def accidents(plan):
    """A whole description with a few bytes changed."""
    import random
    whole = json.dumps(twenty().description).encode()
    for number in range(60):
        chance = random.Random(f"{plan.seed}/accident/{number}")
        data = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 5])):
            at = chance.randrange(len(data))
            data[at:at + chance.choice([0, 1, 1, 3, 40])] = chance.choice(
                [b"", b"\0", b"{", b"}", b"[", b"]", b'"', b",", b"-", b"9", b"e99", b"\xff", b"null", b"1e400"])
        yield f"accident {number}", bytes(data), None


def describe(case, text, refused):
    text = text() if callable(text) else text
    place = confined(case)
    (place.directory / "song.json").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    before = around(place)
    limited = ("sh", "-c", f'ulimit -v {MEMORY}; exec "$@"', "sh")
    # To build a million targets takes its time, and nothing is learned from it.
    commands = [("build", "-j2"), ("status",), ("graph",)] if len(text) < 10_000_000 else [("status",)]
    for command in commands:
        run = place.run(*command, wrapper=limited, limit=300 if len(text) > 10_000_000 else None)
        need(run.exit in (0, 1, 2, 3, 7), lambda: str(run))
        need(run.exit != 7 or b"cannot read /proc" in run.output, lambda: f"the machine is blamed: {run}")
        if refused is not None:
            need((run.exit == 2) == refused or run.exit == 1 and not refused,
                 lambda: f"it was to be {'refused' if refused else 'accepted'}: {run}")
        # A line for each target is no flood.
        need(len(run.output) < 4_000_000 + len(text), lambda: f"{len(run.output)} bytes of messages")
    need(around(place) == before, lambda: f"something was written outside: {around(place) - before}")


def confined(case):
    """A work space two directories deep, so that what climbs out of it is seen."""
    outer = case.place()
    (outer.directory / "down").mkdir()
    return type(outer)(case.plan, outer.directory / "down/here")


def around(place):
    top = place.directory.parent.parent
    return {str(path) for path in top.rglob("*") if place.directory not in [path, *path.parents]} | {
        str(path) for path in place.directory.iterdir() if path.name not in ("bounces", "cache")}


# -- Manifests -----------------------------------------------------------------------------------------------

START = "import TargetDescription\n#if canImport(Glibc)\nimport Glibc\n#endif\n"
WHOLE = ('let production = Production("p", duration: .seconds(0.1), '
         'targets: [.stem("a", .tone(.sine, frequency: 100, level: 0.5))])\n')


def manifests():
    yield "a loop without end", START + "while true {}\n" + WHOLE
    yield "a sleep without end", START + "while true { sleep(1000) }\n" + WHOLE
    yield "100 MB of output", START + 'for _ in 0..<1_000_000 { print(String(repeating: "x", count: 100)) }\n' + WHOLE
    yield "output without end", START + 'while true { print("x") }\n'
    yield "exit 0", START + WHOLE + "exit(0)\n"
    yield "exit 0 before", START + "exit(0)\n" + WHOLE
    yield "a trap", START + 'fatalError("no")\n'
    yield "a signal", START + WHOLE + "kill(getpid(), SIGKILL)\n"
    yield "a stop", START + "kill(getpid(), SIGSTOP)\n" + WHOLE
    yield "recursion", START + "func f(_ x: Int) -> Int { f(x + 1) + 1 }\nprint(f(0))\n" + WHOLE
    yield "all the memory", START + "var a: [[Int]] = []\nwhile true { a.append(Array(repeating: 1, count: 1 << 24)) }\n"
    yield "no production", START
    yield "two productions", WHOLE.join([START, WHOLE.replace("let production", "let other")])
    yield "network", START + (
        "let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)\nvar a = sockaddr_in()\na.sin_family = sa_family_t(AF_INET)\n"
        "a.sin_port = 0x5000\na.sin_addr.s_addr = 0x010000C0\n_ = withUnsafePointer(to: &a) { "
        "$0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(s, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } }\n"
    ) + WHOLE
    yield "a child that stays", START + 'system("sleep 300 &")\n' + WHOLE
    yield "a child that holds the output", START + 'system("sleep 20 >&1 &")\nwhile true {}\n'
    yield "closed output", START + "for n in 0..<100 { close(Int32(n)) }\n" + WHOLE
    yield "reads its input", START + "while let line = readLine() { print(line) }\n" + WHOLE
    yield "forged output", START + 'for n in 0..<64 { let t = "{}\\n"; _ = t.withCString { write(Int32(n), $0, 3) } }\n' + WHOLE
    yield "no Swift", "this is no Swift at all {{{"
    yield "NUL", START + "\0\0\0" + WHOLE
    yield "nothing", ""
    yield "an expression without end", START + "let x = " + " + ".join(f"[{n}].map {{ $0 * {n} }}" for n in range(60)) + "\n"
    yield "deep brackets", START + "let x = " + "(" * 5000 + "1" + ")" * 5000 + "\n"
    yield "100,000 stems", START + (
        'let production = Production("p", duration: .frames(1), targets: (0..<100_000).map { n in '
        '.stem("s\\(n)", .tone(.sine, frequency: 100, level: 0.5)) })\n')


def compile_it(case, text):
    if not (os.environ.get("BOUNCE_SWIFTC") or shutil.which("swiftc")):
        raise Skipped("no Swift compiler for manifests")
    place = confined(case)
    (place.directory / "Targets.swift").write_text(text)
    before = around(place)
    started = place.start(
        "status", environment={"BOUNCE_MANIFEST_SECONDS": "3"}, limit=120, manifest="Targets.swift",
        wrapper=("sh", "-c", f'ulimit -v {MEMORY * 4}; exec "$@"', "sh"))
    run = started.wait()
    need(run.exit in (0, 2, 7) and (run.exit != 7 or b"library" in run.output), lambda: f"{case.label}: {run}")
    if run.exit == 7:
        raise Skipped("the library for manifests is not beside bounce")
    need(run.seconds < 75, lambda: f"{case.label}: it took {run.seconds:.0f} s: {run}")
    need(around(place) == before, lambda: f"something was written outside: {around(place) - before}")
    started.kill_all()
