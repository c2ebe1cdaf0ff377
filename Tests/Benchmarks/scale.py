#!/usr/bin/env python3
"""Times bounce on graphs of many targets, next to ninja and make on the same files and edges, in the same run.

Usage: scale.py PATH-TO-BOUNCE [--sizes 1000,10000,100000]
RUNS=n sets the number of counted runs (default 5): medians after a warm-up, each program in turn, so that what else
the machine does falls on all of them. The clean build is timed once.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import scale_graph as graph
from bench import RUNS, median_of, timed

QUIET = ["-q", "-f", "scale.json"]
MIB_AT_MOST = 150
# Of ninja's CPU time in the same run, by the number of targets.
OF_NINJA = {10_000: 1.0, 100_000: 0.5}
OF_NULL = 1.2
# A target among very many may cost more than one among few by what the processor's caches do, and no more.
GROWTH = 1.5


class Scale:
    """One graph of so many targets, built by bounce and laid out for its peers."""

    def __init__(self, bounce, size, directory):
        self.bounce = bounce
        self.size = size
        self.groups = size // graph.GROUP
        self.own = directory / "bounce"
        self.peer = directory / "peer"
        self.rows = {}
        self.edits = 0

    def measure(self):
        self.lay_out()
        self.rows["clean build"] = self.run(*QUIET)
        if shutil.which("ninja"):
            self.settle_ninja()
        # What was written a moment before it was examined is read once more by the next build.
        self.settle(*QUIET)
        self.in_turn(self.with_json() | self.peers())
        self.rows["rendering of one input's chain"] = self.rendering()
        # Both forms say the same: were that not so, the manifest's build would render everything anew. A production
        # is built from one of them; the first build from another one looks at everything.
        self.run("status", "--check")
        self.rows["Targets.swift: compiled, then a null build"] = self.run("-q")
        self.settle("-q")
        self.in_turn({"null build, Targets.swift": lambda: self.run("-q")})

    def run(self, *arguments):
        return timed([self.bounce, *arguments], self.own)

    def lay_out(self):
        graph.write_inputs(self.own, self.groups)
        graph.write_json(self.own / "scale.json", self.groups)
        graph.write_manifest(self.own / "Targets.swift", self.groups)
        graph.write_inputs(self.peer, self.groups)
        graph.write_outputs(self.peer, self.groups)
        graph.write_ninja(self.peer / "build.ninja", self.groups)
        graph.write_makefile(self.peer / "Makefile", self.groups)

    def settle_ninja(self):
        """Runs every command once, so that ninja has the log that it would have; the command is the shell's `:`."""
        jobs = str(2 * (os.cpu_count() or 1))
        timed(["ninja", "-j", jobs], self.peer)
        said = subprocess.run(["ninja", "-n"], cwd=self.peer, capture_output=True, text=True, check=True).stdout
        if "no work to do" not in said:
            sys.exit(f"ninja should have no work to do, and says: {said[-300:]}")

    def settle(self, *arguments):
        for _ in range(2):
            self.run(*arguments)

    def with_json(self):
        return {
            "null build, JSON": lambda: self.run(*QUIET),
            "status": lambda: self.run("status", "-f", "scale.json"),
            "why TARGET": lambda: self.run("why", "g00000_archive", "-f", "scale.json"),
            "one input edited": self.edited,
        }

    def peers(self):
        steps = {}
        if shutil.which("ninja"):
            steps["ninja"] = lambda: timed(["ninja"], self.peer)
        if shutil.which("make"):
            steps["make -rR"] = lambda: timed(["make", "-rR"], self.peer)
        return steps

    def in_turn(self, steps):
        """The runs that are compared, one after the other, again and again."""
        runs = {name: [] for name in steps}
        for counted in range(-1, RUNS):
            for name, step in steps.items():
                result = step()
                if counted >= 0:
                    runs[name].append(result)
        self.rows |= {name: median_of(results) for name, results in runs.items()}

    def edited(self):
        self.edit()
        result = self.run(*QUIET)
        # The next run of anything is not to find files as young as their own examination.
        self.run(*QUIET)
        return result

    def edit(self):
        """Gives one input a content that it never had."""
        self.edits += 1
        stem = next(iter(graph.targets(self.groups // 2)))[0]
        (self.own / graph.recording(stem)).write_bytes(graph.wave((self.edits << 32) + 7))

    def rendering(self):
        """What the targets of such an edit take by themselves, as the build's events say; the quickest of several,
        since what else the machine does would be counted in."""
        seconds = []
        for _ in range(RUNS):
            self.edit()
            self.run(*QUIET, "--events", "events.jsonl")
            with open(self.own / "events.jsonl") as lines:
                events = [json.loads(line) for line in lines if '"rendered"' in line and '"target-finished"' in line]
            assert len(events) == 4, f"an edit is to render a stem, its processed version, master and archive: {events}"
            seconds.append(sum(event["seconds"] for event in events))
        return min(seconds), min(seconds), 0.0

    def cpu(self, name):
        return self.rows[name][1]

    def table(self):
        ninja = self.cpu("ninja") if "ninja" in self.rows else None
        head = (f"{self.size:,} targets", "wall ms", "CPU ms", "peak MiB", "µs CPU/target", "× ninja's CPU")
        rows = [head]
        for name, (wall, cpu, memory) in self.rows.items():
            rows.append((
                name, f"{wall * 1e3:.1f}", f"{cpu * 1e3:.1f}", f"{memory:.1f}" if memory else "–",
                f"{cpu / self.size * 1e6:.2f}", f"{cpu / ninja:.2f}" if ninja else "–"))
        show(rows)


def show(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    for index, row in enumerate(rows):
        cells = [cell.rjust(width) if place else cell.ljust(width)
                 for place, (cell, width) in enumerate(zip(row, widths))]
        print("| " + " | ".join(cells) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(flush=True)


def verdict(what, found, limit, unit):
    word = "held  " if found <= limit else "MISSED"
    print(f"{word} {what}: {found:.2f} {unit}, at most {limit:.2f}")


def judge(scale):
    """The bounds that hold at one size."""
    label = f"{scale.size:,}"
    same = ("null build, JSON", "null build, Targets.swift", "status", "why TARGET")
    if scale.size in OF_NINJA and "ninja" in scale.rows:
        for name in same:
            verdict(f"{label}, {name}", scale.cpu(name) / scale.cpu("ninja"), OF_NINJA[scale.size], "× ninja's CPU")
    for name in same:
        verdict(f"{label}, {name}, peak", scale.rows[name][2], MIB_AT_MOST, "MiB")
    allowed = OF_NULL * scale.cpu("null build, JSON") + scale.cpu("rendering of one input's chain")
    verdict(f"{label}, one input edited", scale.cpu("one input edited") * 1e3, allowed * 1e3, "ms of CPU")


def judge_growth(scales):
    """What one more target costs between two sizes: a process that starts costs the same for all of them."""
    if len(scales) < 3:
        return
    smallest, *_, before, largest = scales
    for name in ("null build, JSON", "null build, Targets.swift", "clean build"):
        first = (before.cpu(name) - smallest.cpu(name)) / (before.size - smallest.size)
        last = (largest.cpu(name) - before.cpu(name)) / (largest.size - before.size)
        print(f"{name}, one more target: {first * 1e6:.2f} µs up to {before.size:,}, "
              f"{last * 1e6:.2f} µs up to {largest.size:,}")
        verdict(f"{name}, growth", last / first, GROWTH, "× as much for one more target")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bounce")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of targets, multiples of ten")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    if any(size < graph.GROUP or size % graph.GROUP for size in sizes):
        parser.error("a size is a multiple of ten")
    scales = []
    print(f"\nmedians of {RUNS} runs, {os.cpu_count()} processors\n", flush=True)
    for size in sizes:
        directory = Path(tempfile.mkdtemp(prefix="bounce-scale-"))
        try:
            scale = Scale(str(Path(options.bounce).resolve()), size, directory)
            scale.measure()
        finally:
            shutil.rmtree(directory)
        scale.table()
        scales.append(scale)
    for scale in scales:
        judge(scale)
    judge_growth(scales)


if __name__ == "__main__":
    main()
