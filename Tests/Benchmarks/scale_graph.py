"""A graph of any size, in four languages: JSON and Targets.swift for bounce, build.ninja and Makefile for peers.

Groups of ten: four stems (each places one small recording), four processed stems, a master of them, and an archive
of the master and the processed stems, as in the example production. The audio is as small as makes sense (80 frames
at 8 kHz), so that what is measured is the graph. Everything is written piece by piece: the peak memory that the
kernel reports for a child begins with that of the process that starts it.
"""

import json
import random
import struct
from pathlib import Path

GROUP = 10
STEMS = 4
RATE = 8000
FRAMES = 80


def group_name(group):
    return f"g{group:05}"


def targets(group):
    """The targets of a group as (name, kind, inputs), inputs first."""
    name = group_name(group)
    stems = [f"{name}_stem{stem}" for stem in range(STEMS)]
    processed = [f"{name}_processed{stem}" for stem in range(STEMS)]
    master = f"{name}_master"
    yield from ((stem, "stem", []) for stem in stems)
    yield from ((made, "process", [stem]) for made, stem in zip(processed, stems))
    yield master, "master", processed
    yield f"{name}_archive", "archive", [master, *processed]


def recording(stem):
    return f"inputs/{stem}.wav"


def output(name, kind):
    return f"bounces/{name}.{'zip' if kind == 'archive' else 'wav'}"


def wave(number):
    """A WAV file of 16 bits of noise that follows from a number: no two are the same, also when made quieter."""
    samples = random.Random(number).randbytes(2 * FRAMES)
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, RATE,
                         RATE * 2, 2, 16, b"data", len(samples))
    return header + samples


def write_inputs(directory, groups):
    (directory / "inputs").mkdir(parents=True)
    for group in range(groups):
        for index, (name, kind, _) in enumerate(targets(group)):
            if kind == "stem":
                (directory / recording(name)).write_bytes(wave(group * GROUP + index))


def recipe(name, kind, inputs):
    """A target, as a description has it."""
    if kind == "stem":
        return {"rule": kind, "name": name, "instruments": [{"rule": "recording", "file": recording(name)}]}
    if kind == "process":
        effects = [{"rule": "gain", "gain": {"decibels": -14}}]
        return {"rule": kind, "name": name, "source": inputs[0], "effects": effects}
    if kind == "master":
        return {"rule": kind, "name": name, "inputs": [{"target": input} for input in inputs],
                "gates": [{"rule": "peak", "atMost": 0}]}
    return {"rule": kind, "name": name, "members": inputs}


def write_json(path, groups):
    head = {"schema": 1, "name": "scale", "duration": {"frames": FRAMES}, "sampleRate": RATE, "channels": "mono",
            "format": {"rule": "wav", "encoding": "pcm16"}}
    with open(path, "w") as file:
        file.write(json.dumps(head)[:-1] + ', "targets": [')
        separator = "\n"
        for group in range(groups):
            for target in targets(group):
                file.write(separator + json.dumps(recipe(*target)))
                separator = ",\n"
        file.write("\n]}\n")


MANIFEST = """import TargetDescription

func digits(_ number: Int) -> String {{
    let text = String(number)
    return String(repeating: "0", count: max(0, 5 - text.count)) + text
}}

var targets: [Target] = []
for group in 0..<{groups} {{
    let name = "g" + digits(group)
    let stems: [String] = (0..<{stems}).map {{ "\\(name)_stem\\($0)" }}
    let processed: [String] = (0..<{stems}).map {{ "\\(name)_processed\\($0)" }}
    for stem in stems {{ targets.append(.stem(stem, .recording("inputs/\\(stem).wav"))) }}
    for (stem, made) in zip(stems, processed) {{
        targets.append(.process(made, from: stem, through: [.gain(.decibels(-14))]))
    }}
    targets.append(
        .master("\\(name)_master", of: processed.map {{ .input($0) }}, gates: [.peak(atMost: 0)]))
    targets.append(.archive("\\(name)_archive", of: ["\\(name)_master"] + processed))
}}

let production = Production(
    "scale", duration: .frames({frames}), sampleRate: {rate}, channels: .mono, format: .wav(.pcm16),
    targets: targets)
"""


def write_manifest(path, groups):
    path.write_text(MANIFEST.format(groups=groups, stems=STEMS, frames=FRAMES, rate=RATE))


def write_ninja(path, groups):
    """The same files and edges. The command does nothing: the files are there, and what counts is to see that."""
    with open(path, "w") as file:
        file.write("rule make\n  command = : $in $out\n")
        for group in range(groups):
            for name, kind, inputs in targets(group):
                file.write(f"build {output(name, kind)}: make {' '.join(sources(name, kind, inputs))}\n")


def write_makefile(path, groups):
    with open(path, "w") as file:
        file.write("all:")
        for group in range(groups):
            file.write("".join(f" {output(name, kind)}" for name, kind, _ in targets(group)))
        file.write("\n")
        for group in range(groups):
            for name, kind, inputs in targets(group):
                file.write(f"{output(name, kind)}: {' '.join(sources(name, kind, inputs))}\n\t@: $^ $@\n")


def sources(name, kind, inputs):
    """The files that a target is made from."""
    if kind == "stem":
        return [recording(name)]
    kinds = {"process": "stem", "master": "process"}
    return [output(input, kinds.get(kind) or ("master" if input.endswith("_master") else "process"))
            for input in inputs]


def write_outputs(directory, groups):
    """What the peers would have made: files that are as young as their sources or younger."""
    (directory / "bounces").mkdir(parents=True)
    for group in range(groups):
        for index, (name, kind, _) in enumerate(targets(group)):
            (directory / output(name, kind)).write_bytes(wave(group * GROUP + index))
