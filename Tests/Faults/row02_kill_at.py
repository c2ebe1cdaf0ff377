"""kill −9 at every call that changes something on disk: each openat, write, rename, … of a build of twenty targets,
of a build after edits, and of one that takes them back."""

from harness import law, need
from scenes import NAMED, counted, scenes

NUMBER, FAULT = 2, "killed at every open, write, rename, unlink, close, …"


def cases(plan):
    places = []
    for scene in scenes(plan):
        for call, count in counted(plan, scene).items():
            if call in NAMED:
                # A few more than were counted: a file that is young is read once more than one that is not.
                places += [(scene, call, nth) for nth in range(1, count + 1 + count // 20)]
    if plan.fast:
        places = plan.sample(NUMBER, places, 24)
    return [
        (f"{scene.__name__}, {call} {nth}", lambda case, at=(scene, call, nth): kill(case, *at))
        for scene, call, nth in places
    ]


def kill(case, scene, call, nth):
    place = scene(case)
    fault = case.fault("kill", call, nth)
    run = place.build("-j1", *place.options, fault=fault)
    if fault.hits == 0:
        # It was over before.
        case.tried = 0
        return
    need(run.killed, lambda: f"it was to be killed at {call} {nth} ({fault.where}): {run}")
    law(place, run, f"kill at {call} {nth}: {fault.where}")
