#!/usr/bin/env python3
"""The fault plan: what can happen to a build, done to it, and the result held against a clean build elsewhere.

    faults.py                    all rows, all counts: an hour
    faults.py --fast             a cut of every row: minutes
    faults.py --rows 2,3         some rows
    faults.py --bounce PATH      another bounce than the release build
    faults.py --seed N           other random numbers
    faults.py --rows 8 --case 17 one case again

What a row does stands at the top of its file; docs/reliability.md has the whole table.
"""

import argparse
import importlib
import os
import shlex
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from harness import Plan  # noqa: E402


def rows():
    modules = [importlib.import_module(path.stem) for path in sorted(HERE.glob("row*.py"))]
    return {module.NUMBER: module for module in modules}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="", help="which: 1,2 or 4-7; all of them without it")
    parser.add_argument("--fast", action="store_true", help="a cut of every row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="cases side by side; default 2")
    parser.add_argument("--case", default="", help="these cases of a row only: 3,17")
    parser.add_argument("--bounce", default=str(HERE.parent.parent / ".build/release/bounce"))
    parser.add_argument("--build-with", default="", help="a command to run builds of row 15 under")
    return parser.parse_args()


def numbers(text):
    chosen = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        chosen += range(int(first), int(last or first) + 1)
    return chosen


def main():
    options = arguments()
    bounce = os.path.abspath(options.bounce)
    if not os.access(bounce, os.X_OK):
        sys.exit(f"faults: there is no bounce at {bounce}: build it with make, or name one with --bounce")
    known = rows()
    chosen = numbers(options.rows) or sorted(known)
    if unknown := [number for number in chosen if number not in known]:
        sys.exit(f"faults: there is no row {unknown[0]}: expected {min(known)} to {max(known)}")
    plan = Plan(bounce, options.fast, options.seed, options.jobs, numbers(options.case) or None,
                shlex.split(options.build_with))
    failed = [number for number in chosen if not plan.run_row(known[number])]
    if failed:
        sys.exit(f"faults: rows with failures: {', '.join(map(str, failed))}; work spaces are in {plan.scratch}")
    shutil.rmtree(plan.scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
