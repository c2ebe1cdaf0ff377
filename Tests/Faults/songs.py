"""The productions that the faults happen to: small enough to render in a blink, with every kind of target."""

import copy
import json
import math
import struct


class Song:
    """A description, and the files that it reads. A value: edits give another one."""

    def __init__(self, description, inputs):
        self.description, self.inputs = description, inputs

    def key(self):
        return json.dumps(self.description, sort_keys=True), tuple(sorted(self.inputs.items()))

    def copy(self):
        return Song(copy.deepcopy(self.description), dict(self.inputs))

    def target(self, name):
        return next(target for target in self.description["targets"] if target["name"] == name)

    def named(self, *rules):
        return [target for target in self.description["targets"] if target["rule"] in rules]


def wav(samples, rate=8000, channels=1):
    """A 16-bit WAV file."""
    data = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2, channels * 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def take(number, frames=1600, rate=8000, channels=1):
    """A recording: every number is another one of the same size."""
    step = 2 * math.pi * (90 + 37 * number) / rate
    return wav(
        [int(9000 * math.sin(step * (index // channels))) for index in range(frames * channels)], rate, channels)


def tone(frequency, level=0.4, wave="sine"):
    return {"rule": "tone", "wave": wave, "frequency": frequency, "level": level}


def stem(name, *instruments, **more):
    return {"rule": "stem", "name": name, "instruments": list(instruments), **more}


def process(name, source, *effects, **more):
    return {"rule": "process", "name": name, "source": source, "effects": list(effects), **more}


def master(name, *inputs, **more):
    inputs = [{"target": target, "gain": {"linear": 0.2}} for target in inputs]
    return {"rule": "master", "name": name, "inputs": inputs, **more}


def archive(name, *members, **more):
    return {"rule": "archive", "name": name, "members": list(members), **more}


def production(targets, **more):
    usual = {
        "schema": 1, "name": "faults", "sampleRate": 8000, "duration": {"seconds": 0.2}, "channels": "mono",
        "format": {"rule": "wav", "encoding": "pcm16"},
    }
    return {**usual, **more, "targets": targets}


def recording(file, **more):
    return {"rule": "recording", "file": file, **more}


def twenty(seconds=0.2, **more):
    """Twenty targets of every kind and every format."""
    low = {"rule": "lowpass", "frequency": 900}
    targets = [
        {"rule": "reference", "name": "original", "file": "take0.wav", "gates": [{"rule": "peak", "atMost": 0}]},
        stem("bass", tone(110)), stem("lead", tone(440, 0.3, "saw")), stem("pad", tone(220), tone(331, 0.2)),
        stem("hiss", {"rule": "noise", "level": 0.1}),
        stem("beat", {"rule": "drums", "level": 0.5,
                      "patterns": [{"kick": "x..x", "closedHat": ".xx.", "stepsPerBeat": 16}]}),
        stem("voice", recording("take0.wav")),
        stem("choir", recording("take1.wav", at={"seconds": 0.05}), format={"rule": "wav", "encoding": "float32"}),
        stem("bell", tone(880, 0.2, "triangle"), format={"rule": "flac"}),
        process("bass low", "bass", low), process("lead low", "lead", {**low, "phase": "zero"}),
        process("voice soft", "voice", {"rule": "clip", "ceiling": -9}),
        process("beat short", "beat", {"rule": "fade", "out": {"seconds": 0.1}}),
        process("choir up", "choir", {"rule": "gain", "gain": {"decibels": 3}},
                format={"rule": "aiff", "encoding": "pcm24"}),
        process("lead lower", "lead low", low),
        master("mix", "bass low", "lead lower", "voice soft", "beat short", "pad",
               effects=[{"rule": "limiter", "ceiling": -2}], gates=[{"rule": "true-peak", "atMost": 0}]),
        master("instrumental", "bass low", "lead low", "beat", "hiss", gates=[{"rule": "peak", "atMost": 0}]),
        archive("delivery", "mix", "instrumental"),
        archive("stems", "bass", "lead", "voice", "choir up", "bell", compression="small"),
        archive("everything", "mix", "pad", "hiss", compression="stored"),
    ]
    description = production(targets, duration={"seconds": seconds}, **more)
    return Song(description, {"take0.wav": take(0), "take1.wav": take(1)})


def long():
    """Sound of more bytes than are gathered before they are written."""
    targets = [stem("long", tone(110.3)), stem("packed", {"rule": "noise", "level": 0.3}), archive("all", "packed", "long")]
    return Song(production(targets, sampleRate=48_000, duration={"seconds": 2}, channels="stereo",
                           format={"rule": "wav", "encoding": "float64"}), {})


def edited(song, random, edits=2):
    """The song after some edits, out of so few that earlier ones come back."""
    song = song.copy()
    for _ in range(edits):
        random.choice([edit_level, edit_level, edit_effect, edit_mix, edit_gate, edit_take, edit_members,
                       edit_format, edit_name])(song, random)
    return song


def edit_level(song, random):
    name = random.choice(["bass", "lead", "hiss", "pad"])
    song.target(name)["instruments"][0]["level"] = random.choice([0.1, 0.2, 0.3])


def edit_effect(song, random):
    song.target("bass low")["effects"] = [{"rule": "lowpass", "frequency": random.choice([500, 700, 900])}]


def edit_mix(song, random):
    song.target("mix")["inputs"][0]["gain"]["linear"] = random.choice([0.1, 0.2, 0.3])


def edit_gate(song, random):
    song.target("mix")["gates"] = random.choice([[], [{"rule": "peak", "atMost": 0}], [{"rule": "dc-offset", "atMost": 1}]])


def edit_take(song, random):
    song.inputs["take0.wav"] = take(random.choice([0, 2, 3]))


def edit_members(song, random):
    names = [target["name"] for target in song.named("stem", "process", "master")]
    song.target("delivery")["members"] = random.choice([["mix", "instrumental"], ["mix"], names[1:5]])


def edit_format(song, random):
    song.target("pad")["format"] = {"rule": random.choice(["wav", "aiff", "flac"])}


def edit_name(song, random):
    """Renames a target that nothing is made from: its old output has to go."""
    leaf = next(target for target in song.named("process") if target["name"].startswith("choir up"))
    new = random.choice(["choir up", "choir up 2", "choir up 3"])
    for user in song.named("archive"):
        user["members"] = [new if member == leaf["name"] else member for member in user["members"]]
    leaf["name"] = new
