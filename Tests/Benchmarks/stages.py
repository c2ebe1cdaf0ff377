#!/usr/bin/env python3
"""Puts the stages of the work beside other programs that do the same: million samples per second of CPU time.

Usage: stages.py PATH-TO-STAGEBENCH
scipy, numpy and soundfile are those of SEED_PYTHON (default python3); sox and ffmpeg those of the PATH. What is
not there is left out of the table.

Stages and scipy are timed inside one process, on one core. sox and ffmpeg are timed as whole processes, which
read their input from a file, less the time of one that does next to nothing: so they look a little slower than
they are.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FRAMES = 137 * 48_000
RUNS = 3

SCIPY = """
import sys, time, zlib
import numpy as np, soundfile
from scipy import signal
frames, path = int(sys.argv[1]), sys.argv[2]
x = np.random.default_rng(1).uniform(-0.3, 0.3, frames)
five = [x.copy() for _ in range(5)]
sos = signal.butter(4, 8000, output="sos", fs=48000)
single = (0.8 * np.sin(2 * np.pi * 110.37 / 48000 * np.arange(frames))).astype(np.float32)
def measured(x):
    return np.max(np.abs(x)), np.mean(x), np.isfinite(x).all()
def mixed():
    total = np.zeros(frames)
    for part in five: total += part * 0.4
    return total
stages = {
    "sine": lambda: 0.8 * np.sin(2 * np.pi * 110.37 / 48000 * np.arange(frames)),
    "saw": lambda: signal.sawtooth(2 * np.pi * 110.37 / 48000 * np.arange(frames)),
    "white noise": lambda: np.random.default_rng(1).uniform(-0.5, 0.5, frames),
    "zero-phase filter": lambda: signal.sosfiltfilt(sos, x),
    "causal filter": lambda: signal.sosfilt(sos, x),
    "mix of five": mixed,
    "peak, DC, clipping, finite": lambda: measured(x),
    "write float WAV, hashed": lambda: soundfile.write(path, single, 48000, subtype="FLOAT"),
    "read float WAV": lambda: soundfile.read(path),
    "deflate, zlib level 6, checked": lambda: zlib.compress(single.tobytes(), 6),
}
for name, stage in stages.items():
    best = float("inf")
    for _ in range(1 if "zlib" in name else 3):
        start = time.process_time()
        stage()
        best = min(best, time.process_time() - start)
    print(f"{name}\\t{frames / best}", flush=True)
"""


def sox_stages(sound):
    null = ["-t", "f32", "/dev/null"]
    tone = ["sox", "-r", "48000", "-n", *null, "synth", "137"]
    five = [word for _ in range(5) for word in ("-v", "0.4", sound)]
    return {
        "": ["sox", "-r", "48000", "-n", *null, "synth", "0.01", "sine", "100"],
        "sine": [*tone, "sine", "110.37"],
        "saw": [*tone, "sawtooth", "110.37"],
        "white noise": [*tone, "whitenoise"],
        "causal filter": ["sox", sound, *null, "lowpass", "8000", "lowpass", "8000"],
        "mix of five": ["sox", "-m", *five, *null],
        "24 bit, dithered": ["sox", sound, "-b", "24", "-t", "wav", "/dev/null", "dither"],
        "peak, DC, clipping, finite": ["sox", sound, "-n", "stats"],
    }


def ffmpeg_stages(sound):
    def run(source, effect=None, copies=1):
        inputs = [word for _ in range(copies) for word in source]
        filters = ["-filter_complex", effect] if effect else []
        return ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", *inputs, *filters, "-f", "null", "-"]

    def made(text):
        return ["-f", "lavfi", "-i", text]

    recorded = ["-i", sound]
    return {
        "": run(made("sine=f=110:r=48000:d=0.01")),
        "sine": run(made("sine=f=110.37:r=48000:d=137")),
        "white noise": run(made("anoisesrc=r=48000:d=137")),
        "causal filter": run(recorded, "lowpass=f=8000:r=f64,lowpass=f=8000:r=f64"),
        "mix of five": run(recorded, "amix=inputs=5:normalize=0", copies=5),
        "limiter": run(recorded, "alimiter=limit=0.25:level=false"),
        "peak, DC, clipping, finite": run(recorded, "astats"),
        "loudness": run(recorded, "ebur128"),
        "true peak": run(recorded, "ebur128=peak=true"),
        "read float WAV": run(recorded),
    }


def cpu_seconds(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime if process.returncode == 0 else None


def speeds(commands):
    """Samples per second of each command, by name."""
    if not shutil.which(commands[""][0]):
        return {}
    times = {}
    for name, command in commands.items():
        found = [cpu_seconds(command) for _ in range(RUNS)]
        if None not in found:
            times[name] = min(found)
    empty = times.pop("", 0.0)
    return {name: FRAMES / max(time - empty, 1e-4) for name, time in times.items()}


def lines(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        return []
    return [line.split("\t") for line in result.stdout.splitlines()]


def main():
    directory = Path(tempfile.mkdtemp(prefix="bounce-stages-"))
    own = lines([str(Path(sys.argv[1]).resolve()), str(directory)])
    if not own:
        sys.exit("the stages could not be timed")
    sound = str(directory / "stage.wav")
    python = os.environ.get("SEED_PYTHON", "python3")
    peers = {
        "scipy": {name: float(speed) for name, speed in
                  lines([python, "-c", SCIPY, str(FRAMES), str(directory / "peer.wav")])},
        "sox": speeds(sox_stages(sound)),
        "ffmpeg": speeds(ffmpeg_stages(sound)),
    }
    print(f"\nOne core; memory copies {float(own[0][1]) / 1e9:.1f} GB/s, read and written. "
          "Million samples per second of CPU time.\n")
    print("| stage | bounce | of the memory | " + " | ".join(peers) + " |")
    print("|---|--:|--:|" + "--:|" * len(peers))
    for name, speed, share in own[1:]:
        cells = [f"{peer[name] / 1e6:.0f}" if name in peer else "–" for peer in peers.values()]
        print(f"| {name} | {float(speed) / 1e6:.0f} | {float(share) * 100:.0f} % | " + " | ".join(cells) + " |")
    shutil.rmtree(directory)


if __name__ == "__main__":
    main()
