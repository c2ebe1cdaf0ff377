"""Every call that changes something on disk fails once, with each of five errors; and a disk that is full from one
moment on. What only reads fails once, too, with an I/O error."""

import errno

from harness import law, need
from scenes import NAMED, SCENES, counted, scenes
from songs import long

NUMBER, FAULT = 3, "each call fails: EIO, ENOSPC, EINTR, EMFILE, EACCES; full"

ERRORS = [errno.EIO, errno.ENOSPC, errno.EINTR, errno.EMFILE, errno.EACCES]
READING = ["read", "pread64", "mkdir", "chmod", "stat", "flock"]


def cases(plan):
    places, full = [], []
    for scene in scenes(plan):
        counts = counted(plan, scene)
        for call, count in counts.items():
            numbers = range(1, count + 1 + count // 20)
            if call in NAMED:
                # All errors in a build from nothing; the errors in turn where there is something already.
                places += [("fail", scene, call, nth, error) for nth in numbers
                           for error in (ERRORS if scene is SCENES[0] else [ERRORS[nth % len(ERRORS)]])]
            elif call in READING:
                places += [("fail", scene, call, nth, errno.EIO) for nth in numbers]
        full += [("full", scene, "", nth, 0) for nth in range(1, counts["room"] + 1)]
    chosen = plan.sample(NUMBER, full, plan.count(6, 50))
    chosen += plan.sample(NUMBER, places, 34) if plan.fast else places
    # Writes of one kind of file by themselves: most writes are those of the database.
    written = [(f"a write of {kind} {nth}", lambda case, at=(kind, nth): fail_write(case, *at))
               for kind in ("long.wav", ".zip") for nth in (1, 2, 3, 4)]
    return written + [
        (f"{scene.__name__}, {do} {call} {nth} {errno.errorcode.get(error, '')}",
         lambda case, at=(do, scene, call, nth, error): fail(case, *at))
        for do, scene, call, nth, error in chosen
    ]


def fail_write(case, kind, nth):
    place = case.place(long())
    fault = case.fault("fail", "pwrite64", nth, errno.EIO, path=kind)
    run = place.build("-j1", fault=fault)
    case.tried = min(1, fault.hits)
    law(place, run, f"{fault.words}: {fault.where}")


def fail(case, do, scene, call, nth, error):
    place = scene(case)
    fault = case.fault(do, call, nth, error)
    run = place.build("-j1", *place.options, fault=fault)
    if fault.hits == 0:
        case.tried = 0
        return
    need(not run.killed, lambda: f"it was killed: {run}")
    law(place, run, f"{fault.words}: {fault.where}")
