"""2, 4 and 8 builds in one directory at once, with readers beside them; in half of the rounds one is killed."""

import time

from harness import law, need
from songs import edited, twenty

NUMBER, FAULT = 7, "2, 4, 8 builds at once, one killed in half the rounds"


def cases(plan):
    rounds = [(count, kills) for count in (2, 4, 8) for kills in (False, True)]
    total = plan.count(6, 200)
    return [
        (f"{count} builds, {'one' if kills else 'none'} killed", lambda case, at=(count, kills): together(case, *at))
        for count, kills in (rounds * (total // len(rounds) + 1))[:total]
    ]


def together(case, count, kills):
    place = case.place(twenty())
    if case.random.random() < 0.7:
        place.build()
    place.write(edited(twenty(), case.random, 4))
    runs = []
    for _ in range(count):
        wait = case.random.choice(["0", "30", "forever"])
        extra = case.random.choice([(), (), ("--force",)])
        runs.append((wait, place.start("build", f"-j{case.random.randint(1, 3)}", "--lock-wait", wait, *extra)))
        time.sleep(case.random.choice([0, 0, 0.01]))
    readers = [place.start("status"), place.start("why", "mix"), place.start("verify")]
    victim = case.random.choice(runs)[1] if kills else None
    if victim:
        time.sleep(case.random.uniform(0, 0.1))
        victim.kill()
    for reader in readers:
        run = reader.wait()
        # What is being built may be missing, not be what it was, or change as it is read; that is all.
        need(run.exit in (0, 2, 3, 4, 5, 7), lambda: f"a reader beside a build: {run}")
    for wait, started in runs:
        run = started.wait()
        allowed = {0, 6} if wait == "0" else {0}
        if started is victim:
            allowed |= {-9}
        need(run.exit in allowed, lambda: f"one of {count} builds at once: {run}")
        need(started.is_alone(), lambda: f"children outlive {run}")
    law(place, what=f"{count} builds at once")
