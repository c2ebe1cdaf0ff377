"""Clocks that are years off, also between one build and the next, and stamps from 1901 to beyond 2106."""

import os
import shutil
import time

from harness import Skipped, law, need
from songs import take, twenty

NUMBER, FAULT = 10, "clocks 30 years off, stamps of 1970, 2038, 2106, the future"

STAMPS = {
    "1901": -2**31, "1970": 0, "2038": 2**31 - 1, "past 2038": 2**31, "2106": 2**32 - 1, "past 2106": 2**32,
    "next year": int(time.time()) + 31_000_000, "now": None,
}
CLOCKS = ["-30y", "+30y", "@1970-01-02 00:00:00", "@2038-01-19 03:14:07", "@2106-02-07 06:28:15"]


def cases(plan):
    every = [(clock, stamp) for clock in CLOCKS for stamp in STAMPS]
    if plan.fast:
        every = plan.sample(NUMBER, every, 6)
    return [(f"{clock}, {stamp}", lambda case, at=(clock, stamp): shift(case, *at)) for clock, stamp in every]


def shift(case, clock, stamp):
    if not shutil.which("faketime"):
        raise Skipped("no faketime")
    place = case.place(twenty())
    stamp_inputs(place, STAMPS[stamp])
    # A clock that files do not share, as of a server whose disks are elsewhere; or that they do.
    clocked = {"wrapper": ("faketime", "-f", clock), "environment": {
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": case.random.choice(["1", ""])}}
    if not clocked["environment"]["NO_FAKE_STAT"]:
        del clocked["environment"]["NO_FAKE_STAT"]
    run = place.build("-j2", **clocked)
    need(run.exit == 0, lambda: f"with the clock at {clock}: {run}")
    law(place, run, f"a build with the clock at {clock}")
    # Another take of the same size and with the same stamp, and an output that was tampered with.
    place.song = place.song.copy()
    place.song.inputs["take0.wav"] = take(4)
    place.write(place.song)
    stamp_inputs(place, STAMPS[stamp])
    place.damage("bounces/pad.wav", lambda data: data[:-1] + b"x")
    run = place.build("-j2", **clocked)
    need(run.exit == 0, lambda: f"with the clock at {clock}, after an edit: {run}")
    law(place, run, f"an edit with the clock at {clock} and stamps of {stamp}")


def stamp_inputs(place, seconds):
    if seconds is not None:
        for name in place.song.inputs:
            os.utime(place.directory / name, (seconds, seconds))
