#!/usr/bin/env python3
"""Puts the meters beside other programs on the same file in the same run: times real time on one core, and memory.

Usage: meters.py PATH-TO-STAGEBENCH
pyloudnorm is that of SEED_PYTHON (default python3), ffmpeg that of the PATH. What is not there is left out.

Everything is timed in CPU seconds. bounce and libebur128 read the file with each run; ffmpeg is timed as a whole
process, less one that only reads the file and one reading's worth of ours; pyloudnorm has the samples in memory
already, and measures the loudness alone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 180
LONG = 1800
RUNS = 3

PYLOUDNORM = """
import sys, time, warnings
import soundfile, pyloudnorm
warnings.simplefilter("ignore")
x, rate = soundfile.read(sys.argv[1])
best = float("inf")
for _ in range(2):
    start = time.process_time()
    pyloudnorm.Meter(rate).integrated_loudness(x)
    best = min(best, time.process_time() - start)
print(best)
"""


def run(command):
    """CPU seconds and peak memory in MiB of a command; None where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ffmpeg(sound, effect):
    filters = ["-af", effect] if effect else []
    command = ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", "-i", sound, *filters, "-f", "null", "-"]
    found = [run(command) for _ in range(RUNS)]
    return None if None in found else min(seconds for seconds, _ in found)


def main():
    bench = str(Path(sys.argv[1]).resolve())
    directory = Path(tempfile.mkdtemp(prefix="bounce-meters-"))
    sound, long = str(directory / "song.wav"), str(directory / "long.wav")
    subprocess.run([bench, "music", sound, str(SECONDS)], check=True)
    subprocess.run([bench, "music", long, str(LONG)], check=True)
    result = subprocess.run([bench, "meters", sound], check=True, capture_output=True, text=True)
    times = {name: float(seconds) for name, seconds in (line.split("\t") for line in result.stdout.splitlines())}
    reading = times["read"]
    if shutil.which("ffmpeg"):
        alone = ffmpeg(sound, None)
        for effect in ("ebur128=peak=true", "astats"):
            seconds = ffmpeg(sound, effect)
            if alone is not None and seconds is not None:
                times[f"ffmpeg {effect}"] = seconds - alone + reading
    python = subprocess.run(
        [os.environ.get("SEED_PYTHON", "python3"), "-c", PYLOUDNORM, sound], capture_output=True, text=True)
    if python.returncode == 0:
        times["pyloudnorm, loudness alone"] = float(python.stdout)
    print(f"\n{SECONDS} s of stereo at 48 kHz, one core, reading the file included.\n")
    print("| meter | × real time | ns per sample |\n|---|--:|--:|")
    for name, seconds in times.items():
        print(f"| {name} | {SECONDS / seconds:.0f} | {seconds / SECONDS / 96_000 * 1e9:.1f} |")
    memory = [run([bench, "measure", path])[1] for path in (sound, long)]
    print(f"\nPeak memory of everything: {memory[0]:.1f} MiB for {SECONDS} s, {memory[1]:.1f} MiB for {LONG} s.")
    shutil.rmtree(directory)


if __name__ == "__main__":
    main()
