#!/usr/bin/env python3
"""Times bounce as a whole process: medians of several runs, next to peers measured in the same run.

Usage: bench.py PATH-TO-BOUNCE
SEED_WORKFLOW=script.py (with SEED_PYTHON=python, default python3) adds a Python workflow that does the same
production from scratch. RUNS=n sets the number of counted runs (default 5).

The tones are off the grid of the sample rate (110.37 Hz, not 110), so that they never repeat exactly and
compress as a recording would; the peer's frequencies are set the same way.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = int(os.environ.get("RUNS", "5"))
HERE = Path(__file__).resolve().parent
EXAMPLE = (HERE / "../../Targets.swift.example").resolve()
OFF_GRID = {"110": "110.37", "440": "440.37", "880": "880.37", "220": "220.37"}


def timed(command, cwd):
    """Wall seconds, CPU seconds, peak memory in MiB of one process and its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}\n{message}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def median_of(runs):
    return tuple(statistics.median(column) for column in zip(*runs))


def off_grid(text):
    """The example with tones that never repeat exactly."""
    for frequency, other in OFF_GRID.items():
        text = re.sub(rf'(?<=", ){frequency}(?=, 0)', other, text)
    return text


def without_sheet(text):
    """The example without its delivery sheet, which a Python workflow does not make either."""
    plain = text.replace('"\\($0)_processed" })\n', '"\\($0)_processed" }, sheet: false)\n')
    assert plain != text, "the example changed: mend the edit of this benchmark"
    return plain


def wipe(directory):
    for name in ("bounces", "cache"):
        shutil.rmtree(directory / name, ignore_errors=True)


class Bench:
    def __init__(self, bounce):
        self.bounce = str(Path(bounce).resolve())
        self.directory = Path(tempfile.mkdtemp(prefix="bounce-bench-"))
        self.rows = []

    def run(self, *arguments):
        return timed([self.bounce, *arguments], self.directory)

    def write(self, text):
        (self.directory / "Targets.swift").write_text(text)

    def compile(self, *texts):
        """Compiles the texts: that is paid once for each, and is no part of the figures."""
        for text in texts:
            self.write(text)
            self.run("reference")

    def clean_builds(self, text):
        """From nothing but the compiled manifest."""
        manifests = self.directory / "manifests"
        shutil.copytree(self.directory / "cache/manifests", manifests, dirs_exist_ok=True)
        self.write(text)
        runs = []
        for _ in range(RUNS):
            wipe(self.directory)
            shutil.copytree(manifests, self.directory / "cache/manifests")
            os.sync()
            runs.append(self.run())
        return median_of(runs)

    def alternate(self, *texts, runs):
        """Builds each text in turn, again and again: the medians for the last one."""
        results = []
        for _ in range(runs):
            for text in texts:
                self.write(text)
                result = self.run()
            results.append(result)
        return median_of(results)

    def row(self, name, result, ratio=""):
        wall, cpu, memory = result
        self.rows.append((name, f"{wall * 1000:.1f}", f"{cpu * 1000:.1f}", f"{memory:.1f}", ratio))

    def table(self):
        head = ("", "wall ms", "CPU ms", "peak MiB", "ratio")
        rows = [head, *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        for index, row in enumerate(rows):
            cells = [cell.ljust(width) if i in (0, 4) else cell.rjust(width)
                     for i, (cell, width) in enumerate(zip(row, widths))]
            print("| " + " | ".join(cells) + " |")
            if index == 0:
                print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def seed_runs(script):
    """The peer, from scratch each time, with the same off-grid tones."""
    text = Path(script).read_text()
    for frequency, other in OFF_GRID.items():
        text = re.sub(rf"(?<=: ){frequency}(?=[,}}])", other, text)
    directory = Path(tempfile.mkdtemp(prefix="bounce-seed-"))
    (directory / "workflow.py").write_text(text)
    python = os.environ.get("SEED_PYTHON", "python3")
    runs = []
    for _ in range(max(3, RUNS // 2)):
        os.sync()
        runs.append(timed([python, "workflow.py"], directory))
    shutil.rmtree(directory)
    return median_of(runs)


def floor_runs(directory):
    """Writing as many bytes as the production has, and nothing else."""
    sizes = [path.stat().st_size for path in (directory / "bounces").iterdir()]
    buffer = os.urandom(1 << 20)
    runs = []
    for _ in range(RUNS):
        target = directory / "floor"
        target.mkdir()
        os.sync()
        start, cpu = time.perf_counter(), time.process_time()
        for index, size in enumerate(sizes):
            with open(target / str(index), "wb", buffering=0) as file:
                while size > 0:
                    size -= file.write(buffer[: min(size, len(buffer))])
        runs.append((time.perf_counter() - start, time.process_time() - cpu, 0.0))
        shutil.rmtree(target)
    return median_of(runs)


HOUR = """
import TargetDescription

let production = Production(
    "hour", duration: .seconds(3600), channels: .stereo, format: .wav(.float32),
    targets: [
        .reference("reference", file: "reference.wav", optional: true),
        .stem("tone", .tone(.saw, frequency: 110.37, level: 0.5)),
        .process("tone_processed", from: "tone", through: [.lowpass(frequency: 8_000, order: 4, phase: .zero)]),
        .master("mix", of: [.input("tone"), .input("tone_processed")], through: [.limiter()],
                gates: [.loudness(-10, tolerance: 20), .truePeak(atMost: 6)]),
        .archive("hour_archive", of: ["mix"]),
    ])
"""


def main():
    bench = Bench(sys.argv[1])
    delivery = off_grid(EXAMPLE.read_text())
    example = without_sheet(delivery)
    # A level that was not built before each time, so that nothing can be brought back.
    edits = [example.replace('("bass", 110.37, 0.8)', f'("bass", 110.37, 0.7{index + 1})') for index in range(RUNS)]
    assert example not in edits, "the example changed: mend the edit of this benchmark"
    bench.compile(example, delivery, *edits)

    sheet = bench.clean_builds(delivery)
    clean = bench.clean_builds(example)
    floor = floor_runs(bench.directory)
    bench.run()
    null = median_of([bench.run() for _ in range(max(20, RUNS))])
    status = median_of([bench.run("status") for _ in range(max(20, RUNS))])
    bench.compile(*edits)
    edit = median_of([bench.alternate(example, text, runs=1) for text in edits])
    undone = bench.alternate(edits[0], example, runs=RUNS)

    bench.row("clean build", clean)
    bench.row("the same with a delivery sheet", sheet)
    bench.row("floor: writing the same bytes", floor, f"{clean[0] / floor[0]:.2f} × the floor")
    if script := os.environ.get("SEED_WORKFLOW"):
        seed = seed_runs(script)
        bench.row("Python workflow, from scratch", seed, f"{seed[0] / clean[0]:.1f} × the clean build")
    bench.row("null build", null)
    bench.row("status", status)
    bench.row("one stem edited", edit, f"{edit[0] / clean[0] * 100:.0f} % of the clean build")
    bench.row("edit undone", undone)

    wipe(bench.directory)
    bench.compile(HOUR)
    bench.row("an hour of stereo", bench.run())
    print(f"medians of {RUNS} runs, {os.cpu_count()} processors\n")
    bench.table()
    shutil.rmtree(bench.directory)


if __name__ == "__main__":
    main()
