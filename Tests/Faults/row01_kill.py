"""kill −9 at a random moment of a build on two workers."""

import time

from harness import law
from songs import edited, twenty

NUMBER, FAULT = 1, "kill -9 at a random moment, -j2"


def cases(plan):
    # Several kills in one work space: what one leaves behind is there when the next one strikes.
    kills = 5
    return [(f"{kills} kills", lambda case: kill(case, kills)) for _ in range(plan.count(4, 1000 // kills))]


def kill(case, kills):
    case.tried = kills
    song = twenty()
    place = case.place(song)
    usual = place.build("-j2").seconds if case.random.random() < 0.5 else 0.1
    for _ in range(kills):
        song = edited(song, case.random, 3)
        place.write(song)
        started = place.start("build", "-j2", *case.random.choice([(), ("--force",), ("--no-restore",)]))
        time.sleep(case.random.uniform(0, usual))
        started.kill()
        run = started.wait()
        law(place, run, "kill -9")
