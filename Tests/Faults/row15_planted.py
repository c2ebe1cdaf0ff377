"""Bugs that were planted: the harness has to find every one of them, or it shows nothing.

In the cut, bounce stays as it is, and is lied to or speaks for a liar: writes that are dropped, stamps that stand
still, an exit status that is always 0. In the whole row, a scratch copy of its sources is built with bugs in it, of
which one at a time is awake, and rows of the cut are held against that. A bug whose line is not in the sources any
more is a failure of the row: the line is to be found anew."""

import copy
import importlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

from harness import HERE, Broken, Case, Plan, Skipped, law, need
from planted import BUGS
from songs import edit_effect, edit_level, edit_mix, edit_name, take, twenty

NUMBER, FAULT = 15, "planted bugs"
ROOT = HERE.parent.parent


def cases(plan):
    lies = [("no lie at all", lambda case: honest(case))]
    lies += [(label, lambda case, lie=lie: lied_to(case, lie)) for label, lie in LIES]
    if plan.fast:
        return lies
    return lies + planted_cases(plan)


# -- Lies ----------------------------------------------------------------------------------------------------


def shim(call, path=""):
    """Every such call is said to have been done, or turns a bit, or shows old stamps: see shim.c."""
    return (f'export LD_PRELOAD="$SHIM" FAULT_BOARD="$BOARD" FAULT_DO=lie FAULT_CALL={call} FAULT_PATH="{path}"\n'
            'exec "$BOUNCE" "$@"\n')


LIES = [
    ("writes of sound are dropped", shim("pwrite64", ".wav")),
    ("writes of archives are dropped", shim("pwrite64", ".zip")),
    ("renames are not done", shim("rename", "bounces/")),
    ("temporaries are not removed", shim("unlink", "cache/tmp/")),
    ("stamps stand still", shim("stat")),
    ("recordings are read with a bit turned", shim("pread64", "take")),
    ("the lock is no lock", shim("flock")),
    ("every run says that all is well", '"$BOUNCE" "$@"\nexit 0\n'),
    ("nothing is done", "exit 0\n"),
    ("status crashes", 'case "$1" in status) kill -SEGV $$;; esac\nexec "$BOUNCE" "$@"\n'),
    ("a build hangs", "sleep 1000\n"),
    ("a child stays", 'sleep 1000 &\nexec "$BOUNCE" "$@"\n'),
    ("a file too many", '"$BOUNCE" "$@"\ncode=$?\ntouch bounces/more.wav\nexit $code\n'),
    ("the time of day is in a file", '"$BOUNCE" "$@"\ncode=$?\ndate +%N >> bounces/mix.wav\nexit $code\n'),
    ("only the first build does anything", '[ -e bounces ] && exit 0\nexec "$BOUNCE" "$@"\n'),
]


def lied_to(case, lie):
    plan = liar(case, lie)
    try:
        exercise(plan, case)
    except Broken:
        return
    raise Broken(f"the harness did not notice: {case.label}")


def honest(case):
    """The same is all right with bounce as it is."""
    exercise(case.plan, case)


def liar(case, lie):
    """The plan with another bounce; what is right is still told by the real one."""
    if case.plan.shim is None and "SHIM" in lie:
        raise Skipped("no C compiler (cc, clang or gcc) for the fault shim")
    place = case.place().directory
    board = place / "board"
    board.write_bytes(bytes(4096))
    script = place / "bounce"
    script.write_text(f"#!/bin/sh\nSHIM={case.plan.shim} BOARD={board} BOUNCE={case.plan.bounce}\n{lie}")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    plan = copy.copy(case.plan)
    plan.bounce, plan.limit, plan.clean = str(script), 4, case.plan.clean
    return plan


def exercise(plan, case):
    """A little of everything that the rows do."""
    mine = Case(plan, NUMBER, case.index, case.label)
    try:
        place = mine.place(twenty())
        law(place, place.build("-j2"), "a first build")
        song = place.song = place.song.copy()
        status = (place.directory / "take0.wav").stat()
        song.inputs["take0.wav"] = take(7)
        place.damage("take0.wav", lambda _: bytearray(take(7)))
        law(place, what="another take of the same size")
        for edit in (edit_level, edit_effect, edit_name, edit_mix):
            edit(song, mine.random)
        place.write(song)
        started = place.start("build", "-j2")
        started.kill()
        law(place, started.wait(), "kill -9")
        place.damage("bounces/pad.wav", lambda data: data[:-1] + b"x")
        law(place, what="a changed output")
        with locked(place):
            run = place.build("--lock-wait", "0")
            need(run.exit == 6, lambda: f"a build beside another one: {run}")
    finally:
        mine.close(keep=False)


class locked:
    """Holds the lock of a work space, as another build would."""

    def __init__(self, place):
        self.path = place.directory / "cache/lock"

    def __enter__(self):
        import fcntl
        self.file = open(self.path, "r+")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


# -- Planted bugs --------------------------------------------------------------------------------------------


# All bugs are in one binary, and BOUNCE_PLANTED says which one is awake: one build in place of one for each.
WAKING = """#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

let plantedBug = getenv("BOUNCE_PLANTED").map { atoi($0) } ?? 0
"""


def planted_cases(plan):
    if not shutil.which("swift"):
        raise Skipped("no Swift compiler to build planted bugs with")
    bounce = plant(plan)
    return [(bug.label, lambda case, at=(number, bug): find(case, bounce, *at)) for number, bug in enumerate(BUGS, 1)]


def plant(plan):
    """A copy of the sources with all bugs in it, built. Files that are as they were keep their stamps, so that a
    second time little is built."""
    directory = ROOT / ".build-planted"
    files = {path.relative_to(ROOT): path.read_bytes() for name in ("Package.swift", "Package.resolved", "Sources", "Tests")
             for path in [ROOT / name, *(ROOT / name).rglob("*")] if path.is_file()}
    for number, bug in enumerate(BUGS, 1):
        path = next((path for path in files if path.match(bug.file)), None)
        need(path is not None, f"{bug.label}: there is no {bug.file}")
        text = files[path].decode()
        need(text.count(bug.old) == 1, f"{bug.label}: in {path} this is {text.count(bug.old)} times, not once: {bug.old}")
        files[path] = text.replace(bug.old, bug.new.replace("PLANTED", f"(plantedBug == {number})")).encode()
        files[Path(*path.parts[:2], "Planted.swift")] = WAKING.encode()
    for path, data in files.items():
        target = directory / path
        if not target.exists() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    command = [*plan.build_with, "swift", "build", "--product", "bounce"]
    print("  … row 15: building bounce with the bugs in it", flush=True)
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    need(done.returncode == 0, lambda: f"it does not build: {(done.stdout + done.stderr)[-2500:]}")
    return directory / ".build/debug/bounce"


def find(case, bounce, number, bug):
    """Holds rows of the cut against a bounce in which the bug is awake. What is right is told by one where all sleep."""
    plan = Plan(bounce, fast=True, seed=case.plan.seed, jobs=1, quiet=True)
    plan.environment = {"BOUNCE_PLANTED": str(number)}
    try:
        for row in bug.rows:
            module = next(importlib.import_module(path.stem) for path in HERE.glob(f"row{row:02}_*.py"))
            if not plan.run_row(module):
                print(f"  … row {row} found: {bug.label}", flush=True)
                return
    finally:
        shutil.rmtree(plan.scratch, ignore_errors=True)
    raise Broken(f"rows {bug.rows} hold, with this planted: {bug.label}")
