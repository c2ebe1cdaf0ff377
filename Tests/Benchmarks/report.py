#!/usr/bin/env python3
"""Times bounce report: the first one, which draws every sound, and one that finds nothing changed.

Usage: report.py PATH-TO-BOUNCE
RUNS=n sets the number of counted runs (default 5). The production is docs/examples/lantern, three minutes of stereo.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench import RUNS, median_of, timed

LANTERN = (Path(__file__).resolve().parent / "../../docs/examples/lantern").resolve()


def main():
    bounce = str(Path(sys.argv[1]).resolve())
    directory = Path(tempfile.mkdtemp(prefix="bounce-report-"))
    for file in LANTERN.iterdir():
        shutil.copy(file, directory)
    timed([bounce], directory)

    def report():
        return timed([bounce, "report"], directory)

    first = []
    for _ in range(RUNS):
        shutil.rmtree(directory / "cache/pictures", ignore_errors=True)
        first.append(report())
    null = median_of([report() for _ in range(max(20, RUNS))])
    status = median_of([timed([bounce, "status", "-v"], directory) for _ in range(max(20, RUNS))])
    pictures = list((directory / "cache/pictures").iterdir())
    size = (directory / "report.html").stat().st_size
    print(f"medians of {RUNS} runs, {os.cpu_count()} processors\n")
    print("|               | wall ms | CPU ms | peak MiB |")
    print("|---------------|---------|--------|----------|")
    for name, (wall, cpu, memory) in (("first report", median_of(first)), ("null report", null), ("status", status)):
        print(f"| {name:13} | {wall * 1000:7.1f} | {cpu * 1000:6.1f} | {memory:8.1f} |")
    print(f"\n{len(pictures)} pictures, {sum(p.stat().st_size for p in pictures) / 1e6:.2f} MB; page {size / 1e6:.2f} MB")
    shutil.rmtree(directory)


if __name__ == "__main__":
    main()
