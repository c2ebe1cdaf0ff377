#!/usr/bin/env python3
"""Puts units beside other programs that do the same to the same sound: times real time on one core.

Usage: units.py PATH-TO-STAGEBENCH
pedalboard and soundfile are those of SEED_PYTHON (default python3); sox and ffmpeg those of the PATH. What is not
there is left out of the table.

The sound is mono at 48 kHz, white noise of -10 dBFS, so that every unit has work to do. bounce and pedalboard are timed
inside a process, without files; sox and ffmpeg as whole processes that read a file, less the time of one that only
copies it. bounce works in double precision throughout; pedalboard in single.
"""

import os
import sys
import tempfile
from pathlib import Path

from stages import FRAMES, RUNS, cpu_seconds, lines

REAL_TIME = 48_000

PEDALBOARD = """
import sys, time
import numpy as np, soundfile, pedalboard as p
frames, path, response = int(sys.argv[1]), sys.argv[2], sys.argv[3]
h = np.random.default_rng(2).uniform(-0.01, 0.01, 96000) * 10 ** (-3 * np.arange(96000) / 96000)
soundfile.write(response, h.astype(np.float32), 48000, subtype="FLOAT")
np.savetxt(response[:-4] + ".txt", h)
x = np.random.default_rng(1).uniform(-0.3, 0.3, (1, frames)).astype(np.float32)
soundfile.write(path, x[0], 48000, subtype="FLOAT")
units = {
    "causal filter": p.Pedalboard([p.LowpassFilter(8000)]),
    "bell": p.PeakFilter(1000, 6, 1),
    "compressor": p.Compressor(-20, 4, 10, 100),
    "noise gate": p.NoiseGate(-10.75, 10, 1, 10),
    "limiter": p.Limiter(-12, 50),
    "chorus": p.Chorus(1, 0.25, 20, 0, 0.5),
    "phaser": p.Phaser(0.5, 0.5, 800, 0.3, 0.5),
    "saturation": p.Distortion(12),
    "bit crush": p.Bitcrush(8),
    "delay": p.Delay(0.375, 0.5, 0.3),
    "reverb": p.Reverb(),
    "convolution": p.Convolution(response),
}
for name, unit in units.items():
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        unit.process(x, 48000, buffer_size=8192)
        best = min(best, time.process_time() - start)
    print(f"{name}\\t{frames / best}", flush=True)
"""


def sox(sound):
    run = lambda *effect: ["sox", sound, "-t", "f32", "/dev/null", *effect]
    return {
        "": run(),
        "causal filter": run("lowpass", "8000", "lowpass", "8000"),
        "bell": run("equalizer", "1000", "1q", "6"),
        "convolution": run("fir", sound[:-9] + "response.txt"),
        "reverb": run("reverb"),
        "delay": run("echo", "1", "0.3", "375", "0.5"),
        "linear phase": run("sinc", "-a", "90", "-t", "500", "-8000"),
        "tremolo": run("tremolo", "1", "50"),
        "chorus": run("chorus", "0.5", "0.9", "20", "0.5", "1", "3", "-s"),
        "flanger": run("flanger", "1", "2", "50", "71", "1"),
        "phaser": run("phaser", "0.5", "0.5", "3", "0.4", "1"),
        "saturation": run("overdrive", "12", "0"),
        "compressor": run("compand", "0.01,0.1", "6:-60,-60,-20,-20,0,-15"),
        "multiband": run("mcompand", *(["0.01,0.1 6:-60,-60,-20,-20,0,-15", "200"]),
                         *(["0.01,0.1 6:-60,-60,-20,-20,0,-15", "3000"]), "0.01,0.1 6:-60,-60,-20,-20,0,-15"),
    }


def ffmpeg(sound):
    def run(effect="anull"):
        return ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", "-i", sound, "-af", effect, "-f", "null", "-"]
    return {
        "": run(),
        "causal filter": run("lowpass=f=8000:r=f64,lowpass=f=8000:r=f64"),
        "bell": run("equalizer=f=1000:t=q:w=1:g=6:r=f64"),
        "tremolo": run("tremolo=f=1:d=0.5"),
        "chorus": run("chorus=0.5:0.9:20:0.5:1:3"),
        "flanger": run("flanger=delay=1:depth=2:regen=50:speed=1"),
        "phaser": run("aphaser=speed=0.5"),
        "saturation": run("asoftclip=type=tanh:oversample=4"),
        "bit crush": run("acrusher=bits=8:mode=lin:mix=0"),
        "compressor": run("acompressor=threshold=0.1:ratio=4:attack=10:release=100:detection=peak"),
        "noise gate": run("agate=threshold=0.29:ratio=9000:release=10"),
        "limiter": run("alimiter=limit=0.25:level=false"),
        "delay": run("aecho=1:0.3:375:0.5"),
        # With two inputs there are threads and queues that one of them has not.
        "(convolution)": ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", "-i", sound, "-i",
                          sound[:-9] + "response.wav", "-map", "0:a", "-f", "null", "-"],
        "convolution": ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", "-i", sound, "-i",
                        sound[:-9] + "response.wav", "-filter_complex_threads", "1", "-filter_complex",
                        "[0:a][1:a]afir=gtype=none", "-f", "null", "-"],
    }


def speeds(commands):
    times = {}
    for name, command in commands.items():
        found = [cpu_seconds(command) for _ in range(RUNS)]
        if None not in found:
            times[name] = min(found)
    if "" not in times:
        return {}
    empty = times.pop("")
    own = {name: times.pop(f"({name})", empty) for name in list(times)}
    return {name: FRAMES / max(time - own[name], 1e-4) for name, time in times.items()}


def main():
    directory = Path(tempfile.mkdtemp(prefix="bounce-units-"))
    sound = str(directory / "noise.wav")
    python = os.environ.get("SEED_PYTHON", "python3")
    pedalboard = {name: float(speed) for name, speed in lines([python, "-c", PEDALBOARD, str(FRAMES), sound, str(directory / "response.wav")])}
    if not Path(sound).exists():
        print("The table of units is left out: pedalboard and soundfile are not there (set SEED_PYTHON).")
        directory.rmdir()
        return
    peers = {"pedalboard": pedalboard, "sox": speeds(sox(sound)), "ffmpeg": speeds(ffmpeg(sound))}
    own = lines([str(Path(sys.argv[1]).resolve()), str(directory)])
    known = {name for peer in peers.values() for name in peer}
    known |= {"bell, moving", "true-peak limiter"}
    print("| unit | bounce | " + " | ".join(peers) + " |")
    print("|---|--:|" + "--:|" * len(peers))
    for name, speed, *_ in own:
        base = name if name in known else name.split(",")[0]
        if base not in known:
            continue
        cells = [f"{peer[base] / REAL_TIME:,.0f}" if base in peer else "–" for peer in peers.values()]
        print(f"| {name} | {float(speed) / REAL_TIME:,.0f} | " + " | ".join(cells) + " |")
    for file in directory.iterdir():
        file.unlink()
    directory.rmdir()


if __name__ == "__main__":
    main()
