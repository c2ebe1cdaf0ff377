"""Reports to show: documents as `bounce report` writes them, and the small recordings that they name."""

import array
import base64
import json
import math
import struct
import wave
import zlib
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "Sources/ReportPage/Page"
RATE = 8000
SECONDS = 32.0
SECTIONS = [("intro", 0, 8), ("verse", 8, 24), ("outro", 24, 32)]
COLUMNS = 1200

# What a name may be that somebody thought up to break a page.
HOSTILE = [
    "</script><script>window.broken=1</script>", "<img src=x onerror=window.broken=1>", "a\"b'c`d", "&amp;&#0;",
    "\u202egnp.evil", "x" * 200, "günther/ß?#%20", "  spaces  ", "\u0007bell", "日本語", "__proto__", "constructor",
]


def page(document, live=False):
    """The template put together as bounce does it."""
    scripts = sorted(path for path in PAGE.glob("*.js") if path.name != "page.js")
    script = "\n".join(path.read_text() for path in [*scripts, PAGE / "page.js"])
    text = (PAGE / "page.html").read_text()
    if live:
        text = text.replace("<title>", '<meta name="bounce-live" content="events">\n<title>', 1)
    text = text.replace("/*STYLE*/", (PAGE / "page.css").read_text()).replace("/*SCRIPT*/", script)
    return text.replace("/*REPORT*/", json.dumps(document).replace("<", "\\u003c"))


# -- Sound ---------------------------------------------------------------------------------------------------


def loud(at, base):
    """How loud a stem is at a time: nothing before its section, and a pulse on each beat."""
    begun = {"bass": 8, "drums": 4, "voice": 10}.get(base, 0)
    ended = 24 if base in ("bass", "voice") else SECONDS
    if not begun <= at < ended:
        return 0.0
    swell = min(1, (at - begun) / 2, (SECONDS - at) / 3)
    beat = math.exp(-3 * (at % 0.5)) if base in ("drums", "bass") else 0.75 + 0.25 * math.sin(at)
    return max(0.0, swell) * (0.3 + 0.7 * beat)


def samples(base, level):
    step = 2 * math.pi * {"bass": 110, "drums": 190, "pad": 440, "voice": 330}.get(base, 220) / RATE
    return [level * loud(at / RATE, base) * math.sin(at * step) for at in range(int(RATE * SECONDS))]


def write_sound(path, base, level):
    path.parent.mkdir(parents=True, exist_ok=True)
    pcm = array.array("h", (int(32767 * value) for value in samples(base, level)))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm.tobytes())


# -- Pictures ------------------------------------------------------------------------------------------------


def base64_text(data):
    return base64.b64encode(data).decode()


def waveform(base, level, channels=2):
    data = array.array("b")
    for channel in range(channels):
        for column in range(COLUMNS):
            peak = level * loud((column + 0.5) * SECONDS / COLUMNS, base) * (1 - 0.08 * channel * math.sin(column / 9))
            low, high = -peak * (0.9 + 0.1 * math.sin(column * 1.7)), peak * (0.9 + 0.1 * math.cos(column * 2.3))
            data.extend(int(round(127 * value)) for value in (low, high, peak * 0.55))
    return {"columns": COLUMNS, "channels": channels, "data": base64_text(data.tobytes())}


def png(rows):
    """Rows of grey bytes as a PNG file."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def spectrogram(base, width=600, height=160):
    root = {"bass": 55, "drums": 60, "pad": 220, "voice": 330}.get(base, 110)
    partials = [(math.log(root * n / 20) / math.log(1000), 1 - 0.06 * n) for n in range(1, 15) if root * n < 20000]
    lines = []
    for row in range(height):
        up = 1 - row / (height - 1)
        tone = max((weight * math.exp(-(((up - place) * 70) ** 2)) for place, weight in partials), default=0)
        lines.append(max(tone, 0.55 * math.exp(-3.2 * up)))
    envelope = [loud(column * SECONDS / width, base) for column in range(width)]
    rows = [[int(235 * line * (0.25 + 0.75 * loudness) if loudness else 0) for loudness in envelope] for line in lines]
    return {"png": base64_text(png(rows)), "width": width, "height": height, "lowest": 20, "highest": 20000,
            "floor": -100, "top": 0}


def curve(values):
    return base64_text(struct.pack(f"<{len(values)}h", *(round(100 * value) if value else -32768 for value in values)))


def loudness(base, level):
    def at(time, window):
        power = sum(loud(time - window * part / 8, base) ** 2 for part in range(8)) / 8
        return level + 10 * math.log10(power) + 5 if power > 1e-6 else None
    times = [0.1 * step for step in range(int(SECONDS * 10))]
    return {"hop": 0.1, "momentary": curve([at(time, 0.4) for time in times]),
            "shortTerm": curve([at(time, 3) for time in times])}


CENTRES = [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000]


def bands(shift, reference):
    levels = [-34.2, -21.5, -18.1, -20.4, -22.9, -25.0, -28.8, -33.1, -39.6, -52.0]
    return {"centres": CENTRES, "levels": [None if shift is None else level + shift for level in levels],
            "reference": [level + 1.4 * math.sin(at) for at, level in enumerate(levels)] if reference else None}


def picture(base, level, limits=(), reference=False):
    return {
        "seconds": SECONDS, "waveform": waveform(base, 0.85 if base == "mix" else 0.6), "spectrogram": spectrogram(base),
        "loudness": loudness(base, level), "limits": list(limits),
        "truePeaks": [{"seconds": 9.5, "level": -1.05, "channel": 1}, {"seconds": 17.25, "level": -1.32, "channel": 0},
                      {"seconds": 22.0, "level": -1.4, "channel": 1}],
        "bands": bands(level + 14, reference),
    }


# -- Documents -----------------------------------------------------------------------------------------------

LEVELS = {"bass": -12.8, "pad": -20.1, "drums": -16.4, "voice": -18.0, "mix": -14.19, "reference": -13.9}


def target(name, kind="stem", state="fresh", inputs=(), audio=True, **more):
    level = LEVELS.get(name, -18.0)
    sound = {"path": f"bounces/{name}.wav", "seconds": SECONDS, "channels": 2, "sampleRate": 48000, "loudness": level,
             "compare": []} if audio else None
    digest = f"xxh3-128:{zlib.crc32(name.encode()):08x}{zlib.crc32(kind.encode()):08x}a1b2c3d4e5f60718"
    return {
        "name": name, "kind": kind, "state": state, "inputs": list(inputs), "comparisons": [], "files": [],
        "output": f"bounces/{name}.wav" if audio else f"bounces/{name}.zip", "bytes": 9216044, "digest": digest,
        "seconds": 0.05, "components": [
            {"name": "rule", "value": f"{kind} 3"}, {"name": "tone.frequency", "value": "61.74 Hz"},
            {"name": "tone.level", "value": "0.4"}, {"name": "lowpass.frequency", "value": "600 Hz"},
            {"name": "length", "value": "16 bars = 1536000 frames"}],
        "reasons": [], "why": [], "gates": [], "notes": [],
        "history": [{"run": 2, "begun": "2026-03-01T13:05:09.120Z", "outcome": "rendered", "seconds": 0.05, "digest": digest},
                    {"run": 1, "begun": "2026-03-01T13:02:51.400Z", "outcome": "rendered", "seconds": 0.12,
                     "digest": "xxh3-128:0f1e2d3c4b5a69788796a5b4c3d2e1f0"}],
        "audio": sound, "picture": picture(name, level) if audio else None, **more,
    }


def gate(name, holds, expected, found, margin=None, unit="dB", advice=None, position=None):
    return {"gate": name, "holds": holds, "expected": expected, "found": found,
            "margin": None if margin is None else {"amount": margin, "unit": unit}, "position": position, "advice": advice}


def mix():
    made = target("mix", "master", inputs=["bass", "pad", "drums", "voice"], seconds=0.16)
    made["comparisons"] = ["reference"]
    limits = [{"gate": "loudness", "measure": "integrated", "low": -15, "high": -13, "unit": "LUFS"},
              {"gate": "true-peak", "measure": "true-peak", "low": None, "high": -1, "unit": "dBTP"}]
    made["picture"] = picture("mix", -14.19, limits, reference=True)
    made["components"] = [
        {"name": "rule", "value": "master 4"}, {"name": "input[bass].gain", "value": "0 dB"},
        {"name": "input[pad].gain", "value": "-6 dB"}, {"name": "input[drums].gain", "value": "0 dB"},
        {"name": "input[voice].gain", "value": "-3 dB"}, {"name": "gain", "value": "-1.5 dB"},
        {"name": "limiter.ceiling", "value": "-2.5 dBFS"}, {"name": "limiter.release", "value": "100 ms = 4800 frames"},
        {"name": "encoding", "value": "WAV, 24 bit"}]
    made["audio"]["compare"] = [
        {"label": "before processing: bass", "path": "bounces/bass.wav", "loudness": -12.8},
        {"label": "previous run", "path": "cache/objects/ab/cdef", "loudness": -17.3},
        {"label": "reference", "path": "bounces/reference.wav", "loudness": -13.9}]
    made["gates"] = [
        gate("loudness", True, "-15 … -13 LUFS", "-14.19 LUFS", 0.81, "LU"),
        gate("true-peak", True, "≤ -1 dBTP", "-1.05 dBTP", 0.05, position={
            "seconds": 9.5, "bar": 5, "beat": 4, "section": "verse", "channel": "right"}),
        gate("aligned", True, "0 frames apart", "0 frames apart"),
        gate("spectrum", False, "within 2 dB of 'reference'", "2.6 dB at 63 Hz", -0.6, "dB",
             "lower 63 Hz by 1 dB, for instance with .shelf(…) on 'bass'", {"seconds": 17.25, "section": "verse"})]
    made["notes"] = ["110 samples limited, by up to 0.4 dB"]
    return made


def song():
    """A production with everything in it: a broken gate, comparisons, an archive, a target that waits."""
    reference = target("reference", "reference")
    stems = [target("pad"), target("bass"), target("drums"), target("voice", files=["voice.wav"])]
    stems[1].update(state="stale", reasons=[{"code": "param", "what": "tone.frequency", "from": "55 Hz", "to": "61.74 Hz"}],
                    why=[{"target": "bass", "state": "stale", "text": ["tone.frequency: 55 Hz → 61.74 Hz"]}])
    stems[2]["gates"] = [gate("peak", True, "≤ -3 dBFS", "-4.4 dBFS", 1.4)]
    delivery = target("delivery", "archive", "maybe", ["mix", "bass", "pad", "drums", "voice"], audio=False)
    delivery["gates"] = [gate("aligned", True, "0 frames apart", "0 frames apart", 0, "frames")]
    delivery["why"] = [
        {"target": "bass", "state": "stale", "text": ["tone.frequency: 55 Hz → 61.74 Hz"]},
        {"target": "mix", "state": "maybe", "text": ["waits for 'bass', which may come out the same"]},
        {"target": "delivery", "state": "maybe", "text": ["waits for 'mix', which may come out the same",
                                                          "waits for 'bass', which may come out the same"]}]
    master = mix()
    master["state"] = "failed"
    spans = [("reference", 0, 0.0, 0.03, "rendered"), ("pad", 1, 0.0, 0.09, "rendered"), ("bass", 0, 0.03, 0.09, "rendered"),
             ("drums", 0, 0.09, 0.13, "restored"), ("voice", 1, 0.09, 0.11, "rendered"), ("mix", 0, 0.13, 0.28, "failed")]
    return {
        "schema": 1, "bounce": "0.1.0", "production": "song", "sampleRate": 48000, "seconds": SECONDS,
        "sections": [{"name": name, "start": start, "end": end} for name, start, end in SECTIONS], "markers": [],
        "run": {"number": 2, "begun": "2026-03-01T13:05:09.120Z", "seconds": 0.28, "state": "gate failed",
                "counts": {"rendered": 4, "restored": 1, "judged": 0, "fresh": 0, "failed": 1, "blocked": 1, "skipped": 0},
                "spans": [dict(zip(("target", "worker", "start", "end", "outcome"), span)) for span in spans]},
        "targets": [reference, *stems, master, delivery],
    }


def empty():
    return {"schema": 1, "bounce": "0.1.0", "production": "nothing", "sampleRate": 48000, "seconds": 0, "sections": [],
            "run": None, "targets": []}


def large(count=300):
    """Hundreds of targets, with pictures enough for a document of 5 MB."""
    shared = [picture(base, -18.0) for base in ("bass", "pad", "drums", "voice")]
    targets = []
    for at in range(count - 20):
        targets.append(target(f"stem {at:03}", picture=shared[at % 4]))
    for at in range(19):
        names = [f"stem {number:03}" for number in range(at, count - 20, 19)]
        targets.append(target(f"bus {at:02}", "process", inputs=names, picture=shared[at % 4]))
    targets.append(target("mix", "master", inputs=[f"bus {at:02}" for at in range(19)], picture=shared[1]))
    spans = [{"target": item["name"], "worker": at % 8, "start": (at // 8) * 0.5, "end": (at // 8) * 0.5 + 0.45,
              "outcome": "rendered"} for at, item in enumerate(targets)]
    document = song()
    document.update(targets=targets, production="three hundred", run={**document["run"], "seconds": 19.2, "spans": spans})
    return document


def hostile():
    document = song()
    document["production"] = HOSTILE[0]
    document["targets"] = [target(name, inputs=HOSTILE[:at][-2:]) for at, name in enumerate(HOSTILE)]
    document["sections"][0]["name"] = HOSTILE[1]
    for item in document["targets"]:
        item["gates"] = [gate(HOSTILE[1], False, HOSTILE[0], HOSTILE[2], -1, HOSTILE[1], HOSTILE[0])]
        item["components"] = [{"name": text, "value": text} for text in HOSTILE]
        item["why"] = [{"target": item["name"], "state": HOSTILE[0], "text": HOSTILE}]
        item["notes"] = HOSTILE
        item["audio"]["compare"] = [{"label": text, "path": f"bounces/{text}.wav", "loudness": -20} for text in HOSTILE[:3]]
    document["run"]["spans"] = [{"target": name, "worker": 0, "start": 0, "end": 1, "outcome": name} for name in HOSTILE]
    return document


def bare():
    """Only names, and null or nothing in place of everything that may be missing; pictures that are damaged."""
    damaged = {"seconds": 4, "waveform": {"columns": 9, "channels": 2, "data": "????"}, "spectrogram": {
        "png": base64_text(b"no PNG"), "width": 1, "height": 1, "lowest": 20, "highest": 20000}, "loudness": None,
        "limits": None, "truePeaks": None, "bands": None}
    absent = dict.fromkeys(("kind", "state", "inputs", "comparisons", "files", "output", "bytes", "digest", "seconds",
                            "components", "reasons", "why", "gates", "notes", "history", "audio", "picture"))
    return {"production": "bare", "targets": [
        {"name": "nothing"}, {**absent, "name": "null"}, {"name": "damaged", "picture": damaged},
        {"name": "gone", "audio": {"path": "bounces/gone.wav", "loudness": None}, "gates": [
            {"gate": "peak", "holds": False}, {"gate": "loudness", "holds": True, "margin": None, "position": None}]},
        {"name": "empty", "picture": {"seconds": 0}, "audio": {"path": "bounces/empty.wav"}}],
        "run": {"number": 1, "spans": None, "counts": None}}


def write_sounds(directory):
    """What the song names. The sound of previous run is kept without an extension, as the store does."""
    for base, level in [("bass", 0.6), ("pad", 0.3), ("drums", 0.5), ("voice", 0.4), ("mix", 0.5), ("reference", 0.52)]:
        write_sound(directory / f"bounces/{base}.wav", base, level)
    write_sound(directory / "cache/objects/ab/cdef", "mix", 0.36)
