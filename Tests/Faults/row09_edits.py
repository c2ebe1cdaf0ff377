"""Inputs and outputs that are written while a build reads them: at one certain call of the build, which waits there,
or at any moment; also with bytes of the same size and the old stamp put back, and there and back again."""

import os
import time
from pathlib import Path

from harness import Place, digest, law, need
from row05_power_cut import Disk
from scenes import counted, from_nothing
from songs import take, twenty

NUMBER, FAULT = 9, "inputs edited during the build, also unseen by size and stamp"

# Calls that stand between looking at a file, reading it, and recording it.
STOPS = ["openat", "read", "pread64", "stat", "close", "pwrite64", "rename"]


def cases(plan):
    counts = counted(plan, from_nothing)
    certain = [(f"another take until {name} is closed {times} times", lambda case, at=(name, times): exchange(case, *at))
               for name in ("take0.wav", "take1.wav") for times in (1, 2, 3)]
    certain.append(("another take within the second in which the first was read", within_a_second))
    return certain + [(f"edit {number}", lambda case: edit(case, counts)) for number in range(plan.count(18, 493))]


def exchange(case, name, times):
    """Another take is there for exactly as long as a recording is read, and then the first one again. It may be
    opened several times."""
    place = case.place(twenty())
    fault = case.fault("stop", "pread64,close", path=name)
    started = place.start("build", "-j1", fault=fault)
    old, closed, is_read = place.song.inputs[name], 0, False
    while started.process.poll() is None:
        if not is_stopped(started.process.pid):
            time.sleep(0.001)
            continue
        if fault.count("pread64") and not is_read:
            is_read, closed = True, fault.count("close")
            overwrite(place.directory / name, lambda _: take(5))
        elif is_read and fault.count("close") >= closed + times:
            overwrite(place.directory / name, lambda _: old)
            closed = 1 << 30
        started.kill(18)
        time.sleep(0.001)
    run = started.wait()
    need(is_read, lambda: f"{name} was not read: {run}")
    need(run.exit in (0, 5), lambda: f"another take for a moment: {run}")
    if closed < 1 << 30:
        # It was closed less often: the other take is there still.
        overwrite(place.directory / name, lambda _: old)
        run = None
    law(place, run, f"another take for as long as {name} was read")


def within_a_second(case):
    """Where stamps are whole seconds, a file that was written, read and written again looks the same twice."""
    place = Place(case.plan, Disk(case, inode=128).point / "production")
    place.random = case.random
    place.write(twenty())
    for number in (2, 3, 4):
        time.sleep(1 - time.time() % 1)
        overwrite(place.directory / "take0.wav", lambda _: take(0))
        run = place.build()
        need(run.exit == 0, lambda: str(run))
        overwrite(place.directory / "take0.wav", lambda _: take(number))
        place.song = place.song.copy()
        place.song.inputs["take0.wav"] = take(number)
        law(place, what="another take within a second")


def edit(case, counts):
    place = case.place(twenty())
    before = place.plan.clean(place.song)
    if case.random.random() < 0.3:
        place.build()
        place.song.target("voice")["effects"] = [{"rule": "clip", "ceiling": -3}]
        place.write(place.song)
        before = place.plan.clean(place.song)
    how = case.random.choice(["in place", "in place", "by rename", "there and back", "output"])
    wait = case.random.choice(["at a call", "at a call", "at any time", "at the end"])
    if wait == "at a call":
        run = edit_at_call(case, place, counts, how)
    else:
        started = place.start("build", "-j2")
        if wait == "at the end":
            run = started.wait()
        else:
            time.sleep(case.random.uniform(0, 0.08))
        change(case, place, how)
        run = started.wait() if wait == "at any time" else run
    what = f"an edit {how}, {wait}"
    need(run.exit in (0, 1, 5), lambda: f"{what}: {run}")
    if run.exit == 0 and wait != "at the end" and how != "output":
        among(place, before, what, run)
    law(place, what=f"{what}; {run}")


def among(place, before, what, run):
    """Every output is that of the files before the edit or of those after it, and of nothing in between."""
    after = place.plan.clean(place.song)
    for name, content in place.outputs().items():
        need(content in (before[name], after[name]),
             lambda: f"{what}: {name} is made of neither the old nor the new input: {run}")


def edit_at_call(case, place, counts, how):
    call = case.random.choice(STOPS)
    fault = case.fault("stop", call, case.random.randint(1, counts[call]))
    started = place.start("build", "-j1", fault=fault)
    while started.process.poll() is None and not is_stopped(started.process.pid):
        time.sleep(0.001)
    change(case, place, how)
    started.kill(18)
    return started.wait()


def is_stopped(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "TZ"
    except OSError:
        return True


def change(case, place, how):
    if how == "output":
        present = sorted((place.directory / "bounces").glob("*"))
        if present:
            overwrite(case.random.choice(present), lambda data: bytes(data[:-8]) + b"tampered")
        return
    name = case.random.choice(["take0.wav", "take1.wav"])
    old, new = place.song.inputs[name], take(case.random.randint(2, 5))
    if how == "by rename":
        status = (place.directory / name).stat()
        place.put(name, new)
        os.utime(place.directory / name, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        overwrite(place.directory / name, lambda _: new)
    if how == "there and back":
        time.sleep(case.random.choice([0, 0.002, 0.01]))
        overwrite(place.directory / name, lambda _: old)
        new = old
    place.song = place.song.copy()
    place.song.inputs[name] = new


def overwrite(path, change):
    """Where it lies, and with its stamp put back."""
    try:
        status = path.stat()
        data = path.read_bytes()
        with open(path, "r+b") as file:
            file.write(change(data))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    except FileNotFoundError:
        pass
