"""Every write puts down as much as it likes, as a pipe, a signal or a file system over a network may do."""

from harness import law, need
from scenes import SCENES

NUMBER, FAULT = 4, "short writes"


def cases(plan):
    return [
        (f"seed {seed}", lambda case, seed=seed: shorten(case, seed)) for seed in range(plan.count(8, 200))
    ]


def shorten(case, seed):
    place = SCENES[seed % len(SCENES)](case)
    fault = case.fault("short", ["pwrite64", "write"][seed // 3 % 2], seed=case.random.getrandbits(60))
    run = place.build("-j2", fault=fault)
    need(fault.hits > 0, "no write was shortened")
    # Nothing failed: the rest has to be written.
    need(run.exit == 0, lambda: f"a short write is no error: {run}")
    law(place, run, "short writes")
