"""The builds that a fault at one certain call happens to. The same calls come every time, at -j1."""

from random import Random

import songs
from harness import CALLS, Case, need

# The calls that the plan names.
NAMED = ["openat", "write", "pwrite64", "fsync", "rename", "link", "unlink", "close", "ftruncate"]


def from_nothing(case):
    """All twenty targets are rendered."""
    return case.place(songs.twenty())


def after_edits(case):
    """Some outputs are superseded, one was edited by hand, one belongs to no target any more."""
    place = from_nothing(case)
    place.build("-j1")
    song = songs.twenty()
    for edit in (songs.edit_name, songs.edit_level, songs.edit_format, songs.edit_take, songs.edit_mix):
        edit(song, Random(3))
    place.put("bounces/bass.wav", b"somebody's own")
    place.write(song)
    return place


def taken_back(case):
    """The edits are undone: kept bytes are brought back, and one of them is damaged."""
    place = after_edits(case)
    place.build("-j1")
    damaged = sorted((place.directory / "cache/objects").glob("*/*"))[0]
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    place.put(str(damaged.relative_to(place.directory)), bytes(data))
    place.write(songs.twenty())
    return place


def durable(case):
    """All twenty, each on the disk before it is recorded."""
    place = from_nothing(case)
    place.options = ("--durable",)
    return place


SCENES = [from_nothing, after_edits, taken_back]


def scenes(plan):
    return SCENES + ([durable] if plan.has("durable") else [])


def counted(plan, scene):
    """How many calls of each kind the build makes."""
    case = Case(plan, 0, 0, "counting")
    place = scene(case)
    fault = case.fault()
    run = place.build("-j1", *place.options, fault=fault)
    need(run.exit == 0, lambda: f"the build without a fault does not end well: {run}")
    counts = {call: fault.count(call) for call in CALLS}
    counts["room"] = fault.room
    case.close(keep=False)
    return counts
