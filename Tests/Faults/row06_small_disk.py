"""A disk that is too small: file systems in memory from nothing to more than enough. Needs root."""

import os
import subprocess

from harness import Case, Place, Skipped, law, need
from songs import edited, twenty

NUMBER, FAULT = 6, "a full disk: tmpfs from 0 to need + 1 MiB in 64 KiB steps"

STEP = 64 << 10


def cases(plan):
    if os.geteuid() != 0:
        raise Skipped("no root: no file system can be mounted")
    sizes = list(range(0, room_needed(plan) + (1 << 20) + STEP, STEP))
    if plan.fast:
        sizes = plan.sample(NUMBER, sizes, 8)
    return [(f"{size >> 10} KiB", lambda case, size=size: fill(case, size)) for size in sizes]


def room_needed(plan):
    """What the files of a build take, its temporaries and its log included, within a step."""
    low, high = 0, 256
    while high - low > 1:
        middle = (low + high) // 2
        case = Case(plan, NUMBER, 0, "need")
        place = mounted(case, middle * STEP)
        fits = place is not None and place.build("-j1").exit == 0
        low, high = (low, middle) if fits else (middle, high)
        case.close(keep=False)
    return high * STEP


def mounted(case, size):
    point = case.place().directory / "mounted"
    point.mkdir()
    # Size 0 would mean no limit: the smallest is a page.
    options = f"size={max(size, 4096)}"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", point], capture_output=True, text=True)
    if done.returncode:
        raise Skipped(f"no tmpfs: {done.stderr.strip()}")
    case.cleanups.append(lambda: subprocess.run(["umount", "-l", point], stderr=subprocess.DEVNULL))
    place = Place(case.plan, point)
    place.random = case.random
    try:
        place.write(twenty())
    except OSError:
        return None
    return place


def fill(case, size):
    place = mounted(case, size)
    if place is None:
        # Not even the inputs fit.
        case.tried = 0
        return
    runs = [place.build("-j2")]
    if runs[0].exit == 0:
        # It fits; after an edit what is superseded is kept as well.
        edit(case, place, runs)
    for run in runs:
        need(run.exit in (0, 7), lambda: f"on a disk of {size >> 10} KiB: {run}")
    subprocess.run(["mount", "-o", "remount,size=256M", place.directory], check=True)
    law(place, runs[-1], f"a full disk of {size >> 10} KiB")


def edit(case, place, runs):
    try:
        place.write(edited(twenty(), case.random, 6))
    except OSError:
        # Not even the description fits a second time.
        place.put_back(twenty())
        return
    runs.append(place.build("-j2"))
