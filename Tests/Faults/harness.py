"""What the rows of the fault plan share: work spaces, runs with a time limit, clean builds to compare with, the
law, and the counting.

A row is a module with NUMBER, FAULT and cases(plan): a list of (label, function of (Case)). A case is independent of
every other, has random numbers of its own, and raises Broken when something is wrong. Cases run side by side.
"""

import contextlib
import copy
import errno
import hashlib
import json
import mmap
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).resolve().parent

# The kinds of calls that the shim counts, in its order.
CALLS = [
    "openat", "write", "pwrite64", "fsync", "rename", "link", "unlink", "close", "ftruncate", "read", "pread64",
    "mkdir", "chmod", "stat", "flock",
]

# How a run may end by itself. 70 is a bug that bounce found in itself; a signal is a crash.
EXITS = {0, 1, 2, 3, 4, 5, 6, 7, 130}


class Broken(Exception):
    """Something that bounce did and must not do."""


class Skipped(Exception):
    """Something that this machine cannot do."""


def need(holds, message):
    if not holds:
        raise Broken(message() if callable(message) else message)


# -- Runs ----------------------------------------------------------------------------------------------------


class Run:
    """A process that is over, and what it said."""

    def __init__(self, command, exit, output, seconds):
        self.command, self.exit, self.output, self.seconds = command, exit, output, seconds

    @property
    def killed(self):
        return self.exit == -signal.SIGKILL

    def __str__(self):
        tail = self.output[-1500:].decode(errors="replace")
        return f"{' '.join(map(str, self.command))} ended with {self.exit} after {self.seconds:.2f} s\n{tail}"


class Started:
    """A process that runs, in a group of its own so that nothing of it can stay behind unseen."""

    def __init__(self, command, directory, environment=None, limit=None, stdout=None):
        self.command, self.limit = list(map(str, command)), limit or 60
        self.file = tempfile.TemporaryFile()
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.command, cwd=directory, stdin=subprocess.DEVNULL, stdout=stdout or self.file, stderr=self.file,
            env={**os.environ, **(environment or {})}, start_new_session=True)

    def kill(self, number=signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)

    def kill_all(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def wait(self):
        try:
            self.process.wait(self.limit)
        except subprocess.TimeoutExpired:
            self.kill_all()
            self.process.wait()
            raise Broken(f"hangs: {' '.join(self.command)} was not over after {self.limit} s") from None
        seconds = time.monotonic() - self.began
        self.file.seek(0)
        output = self.file.read()
        self.file.close()
        return Run(self.command, self.process.returncode, output, seconds)

    def is_alone(self):
        """Whether its children are gone, too."""
        try:
            os.killpg(self.process.pid, 0)
            return False
        except ProcessLookupError:
            return True


# -- Faults --------------------------------------------------------------------------------------------------


class Fault:
    """One setting of the shim, and its board: how many calls of each kind there were, and what was hit."""

    def __init__(self, plan, do="nothing", call="", nth=0, number=0, seed=0, path=None):
        if plan.shim is None:
            raise Skipped("no C compiler (cc, clang or gcc) for the fault shim")
        descriptor, self.file = tempfile.mkstemp(prefix="board-", dir=plan.scratch)
        os.truncate(descriptor, 4096)
        self.board = mmap.mmap(descriptor, 4096)
        os.close(descriptor)
        self.environment = {
            "LD_PRELOAD": plan.shim, "FAULT_BOARD": self.file, "FAULT_DO": do, "FAULT_CALL": call,
            "FAULT_NTH": str(nth), "FAULT_ERRNO": str(number), "FAULT_SEED": str(seed),
        }
        if path:
            self.environment["FAULT_PATH"] = path
        self.words = f"{do} {call} {nth or ''} {errno.errorcode.get(number, '')}".strip()

    def count(self, call):
        return struct.unpack_from("I", self.board, 4 * CALLS.index(call))[0]

    @property
    def room(self):
        return struct.unpack_from("I", self.board, 4 * 30)[0]

    @property
    def hits(self):
        return struct.unpack_from("I", self.board, 4 * 31)[0]

    @property
    def where(self):
        return self.board[128:384].split(b"\0")[0].decode(errors="replace")

    def close(self):
        self.board.close()
        os.unlink(self.file)


# -- Work spaces ---------------------------------------------------------------------------------------------


def digest(data):
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def files_in(directory):
    """All files below a directory, with their bytes; in order."""
    directory = Path(directory)
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*")) if path.is_file()
    }


class Place:
    """A directory with a description and its inputs in it, and what bounce makes of them."""

    def __init__(self, plan, directory=None):
        self.plan = plan
        self.directory = Path(directory or tempfile.mkdtemp(prefix="place-", dir=plan.scratch))
        self.directory.mkdir(exist_ok=True)
        self.song = None
        # What the faulted build is asked for beyond the ordinary.
        self.options = ()
        self.random = random.Random(plan.seed)

    def write(self, song):
        """Writes a description and those of its inputs that differ."""
        self.song = song
        self.put("song.json", json.dumps(song.description).encode())
        for name, data in song.inputs.items():
            path = self.directory / name
            if not path.exists() or path.read_bytes() != data:
                self.put(name, data)

    def put_back(self, song):
        """Writes a description over what there is, where there is no room beside it."""
        for path in self.directory.glob("*.new"):
            path.unlink()
        self.song = song
        for name, data in {"song.json": json.dumps(song.description).encode(), **song.inputs}.items():
            if (self.directory / name).read_bytes() != data:
                (self.directory / name).write_bytes(data)

    def put(self, name, data):
        """A new file in the place of an old one, as editors do it."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(data)
        os.replace(fresh, path)

    def start(self, *arguments, fault=None, environment=None, limit=None, wrapper=(),
              manifest="song.json"):
        settings = {**self.plan.environment, **(fault.environment if fault else {}), **(environment or {})}
        return Started(
            [*wrapper, self.plan.bounce, *arguments, "-f", manifest], self.directory, settings,
            limit or self.plan.limit)

    def run(self, *arguments, **options):
        started = self.start(*arguments, **options)
        run = started.wait()
        need(run.exit in EXITS or run.killed, lambda: f"crashed: {run}")
        if not started.is_alone():
            started.kill_all()
            raise Broken(f"a child outlives {run}")
        return run

    def build(self, *arguments, **options):
        return self.run("build", *arguments, **options)

    def is_fresh(self):
        run = self.run("status", "--check")
        need(run.exit in (0, 4), lambda: f"status failed: {run}")
        return run.exit == 0

    def outputs(self):
        """The files in bounces/, without somebody's own that were saved aside."""
        found = {}
        for path in sorted((self.directory / "bounces").glob("*")):
            if ".edited-" not in path.name and ".moved-" not in path.name:
                found[path.name] = digest(path.read_bytes())
        return found

    def drop_strays(self, expected):
        for name in set(self.outputs()) - set(expected):
            (self.directory / "bounces" / name).unlink()

    def damage(self, path, change):
        """Changes a file's bytes where they lie, and puts the stamp of modification back."""
        path = self.directory / path
        status = path.stat()
        if not os.access(path, os.W_OK):
            path.chmod(0o644)
        data = bytearray(path.read_bytes())
        data = change(data) or data
        with open(path, "r+b") as file:
            file.write(data)
            file.truncate()
        path.chmod(status.st_mode)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def objects(self):
        return sorted((self.directory / "cache/objects").glob("*/*"))

    def temporaries(self):
        left = [str(path) for path in (self.directory / "cache/tmp").glob("*")]
        return left + [str(path) for path in (self.directory / "cache/manifests").glob("*.json.*")]

    def remove(self):
        for path in self.directory.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.chmod(0o755)
        shutil.rmtree(self.directory, ignore_errors=True)


# -- The law -------------------------------------------------------------------------------------------------


def differences(found, expected):
    """Which outputs are not what a clean build leaves; in words, empty where all are."""
    missing = sorted(set(expected) - set(found))
    more = sorted(set(found) - set(expected))
    other = sorted(name for name in expected if name in found and found[name] != expected[name])
    parts = [("missing", missing), ("too many", more), ("other bytes", other)]
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in parts if names)


def law(place, faulted=None, what="", once=(), again=True, strays=False):
    """The pass criterion: a faulted run that says that all is well left everything right; what `status` calls up
    to date is right; the next build ends well and leaves what a clean build elsewhere does, and no temporary.

    `once` are ways in which the next build may fail, when the one after it ends well: it then was the faulted one.
    With `strays`, files of targets that are gone may stay: records that were lost cannot tell whose they were."""
    expected = place.plan.clean(place.song)
    if strays:
        place.drop_strays(expected)
    said = f"after {what}: " if what else ""
    if faulted is not None and faulted.exit == 0:
        wrong = differences(place.outputs(), expected)
        need(not wrong, lambda: f"{said}the faulted build said that all is well, but {wrong}\n{faulted}")
    if place.is_fresh():
        # It speaks of targets, and not of files that are no target's any more.
        wrong = differences({name: place.outputs().get(name) for name in expected}, expected)
        need(not wrong, lambda: f"{said}falsely up to date: {wrong}\n{faulted or ''}")
    run = place.build(*(() if place.random.random() < 0.5 else ("-j1",)))
    if run.exit in once:
        run = place.build()
    need(run.exit == 0, lambda: f"{said}the next build did not end well: {run}\nthe faulted one: {faulted}")
    if strays:
        place.drop_strays(expected)
    wrong = differences(place.outputs(), expected)
    need(not wrong, lambda: f"{said}the next build left {wrong}\n{run}\nthe faulted one: {faulted}")
    if place.plan.has("gc"):
        run = place.run("gc")
        wrong = differences(place.outputs(), expected)
        need(run.exit == 0 and not wrong, lambda: f"{said}gc left {wrong}: {run}")
    need(not place.temporaries(), lambda: f"{said}temporaries stay: {place.temporaries()}")
    if again:
        need(place.is_fresh(), lambda: f"{said}a build ended well, and something is not up to date: "
             + str(place.run("status")))
    return run


# -- The plan ------------------------------------------------------------------------------------------------


class Case:
    """What a case is given: its random numbers, and work spaces that are removed when all is well."""

    def __init__(self, plan, row, index, label):
        self.plan, self.row, self.index, self.label = plan, row, index, label
        self.random = random.Random(f"{plan.seed}/{row}/{index}")
        self.places, self.faults, self.cleanups = [], [], []
        # How many faults it tried; a case is one unless it says otherwise.
        self.tried = 1

    def place(self, song=None):
        place = Place(self.plan)
        place.random = self.random
        self.places.append(place)
        if song:
            place.write(song)
        return place

    def fault(self, *arguments, **options):
        fault = Fault(self.plan, *arguments, **options)
        self.faults.append(fault)
        return fault

    def close(self, keep):
        for cleanup in reversed(self.cleanups):
            with contextlib.suppress(Exception):
                cleanup()
        for fault in self.faults:
            fault.close()
        if not keep:
            for place in self.places:
                place.remove()


class Plan:
    """One run of the harness: what is tested, how much of it, and with which random numbers."""

    def __init__(self, bounce, fast=False, seed=1, jobs=2, only=None, build_with=(), quiet=False):
        self.bounce, self.fast, self.seed, self.jobs, self.only = str(bounce), fast, seed, jobs, only
        self.build_with, self.quiet = list(build_with), quiet
        # What bounce is run with where it is not a clean build that others are held against.
        self.environment = {}
        # Seconds that a run may take where nothing else is said.
        self.limit = 60
        self.scratch = tempfile.mkdtemp(prefix="bounce-faults-")
        self.shim = self.compile_shim()
        self.lock = threading.Lock()
        self.cleans = {}
        self.failures = []
        self.help = subprocess.run([self.bounce, "--help"], capture_output=True, text=True).stdout
        self.build_help = subprocess.run([self.bounce, "help", "build"], capture_output=True, text=True).stdout

    def has(self, word):
        """Whether this bounce knows a command, or an option of build."""
        return f"--{word}" in self.build_help if word == "durable" else f"  {word} " in self.help

    def sample(self, row, population, size):
        """A choice that depends on the seed and the row alone, so that a case can be run again."""
        return random.Random(f"{self.seed}/{row}").sample(population, min(size, len(population)))

    def count(self, fast, full):
        return fast if self.fast else full

    def compile_shim(self):
        compiler = next(filter(shutil.which, ("cc", "clang", "gcc")), None)
        if compiler is None or sys.platform != "linux":
            return None
        library = f"{self.scratch}/shim.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "shim.c", "-ldl"], check=True)
        return library

    def clean(self, song):
        """What a build from nothing, elsewhere, leaves. The same description is built once."""
        key = song.key()
        with self.lock:
            known = self.cleans.get(key)
        if known is None:
            place = self.clean_place(song)
            run = place.build("-j1")
            need(run.exit == 0, lambda: f"a clean build does not end well: {run}")
            known = place.outputs()
            place.remove()
            with self.lock:
                self.cleans[key] = known
        return known

    def clean_place(self, song):
        """A new work space where bounce builds as it is."""
        plan = copy.copy(self)
        plan.environment = {}
        place = Place(plan)
        place.write(song)
        return place

    # -- Running -------------------------------------------------------------------------------------------

    def run_row(self, row):
        """Runs all cases of a row, and prints its closing line. Returns whether all held."""
        began = time.monotonic()
        tried = held = 0
        failures, skipped = [], {}
        try:
            cases = list(enumerate(row.cases(self)))
        except Skipped as reason:
            cases, skipped = [], {str(reason): 1}
        if self.only is not None:
            cases = [case for case in cases if case[0] in self.only]
        progress = Progress(row, len(cases), self.quiet)
        with ThreadPoolExecutor(self.jobs) as pool:
            for future in as_completed([pool.submit(self.run_case, row, *item) for item in cases]):
                case, error = future.result()
                if isinstance(error, Skipped):
                    skipped[str(error)] = skipped.get(str(error), 0) + 1
                    continue
                tried += case.tried
                held += case.tried - (1 if error else 0)
                if error:
                    failures.append(case)
                    self.tell(row, case, error)
                progress.step()
        words = f"row {row.NUMBER:2}  {row.FAULT:58} tried {tried:6}  held {held:6}  failed {len(failures):3}"
        for reason, count in skipped.items():
            words += f"  skipped {count}: {reason}"
        if self.quiet:
            return not failures
        print(f"{words}  ({time.monotonic() - began:.0f} s)", flush=True)
        return not failures

    def run_case(self, row, index, item):
        label, function = item
        case = Case(self, row.NUMBER, index, label)
        error = None
        try:
            function(case)
        except (Broken, Skipped) as problem:
            error = problem
        except Exception as problem:  # A harness that stumbles has not shown anything.
            import traceback
            error = Broken(f"the harness failed: {problem!r}\n{traceback.format_exc()}")
        case.close(keep=isinstance(error, Broken))
        return case, error

    def tell(self, row, case, error):
        if self.quiet:
            return
        kept = " ".join(str(place.directory) for place in case.places)
        print(f"FAILED row {row.NUMBER}, case {case.index} ({case.label}): {error}\n"
              f"  again:  {sys.argv[0]} --bounce {self.bounce} --rows {row.NUMBER} --seed {self.seed}"
              f"{' --fast' if self.fast else ''} --case {case.index}\n  kept:   {kept}", flush=True)


class Progress:
    """A line now and then, where a row takes long."""

    def __init__(self, row, total, quiet):
        self.row, self.total, self.done, self.last, self.quiet = row, total, 0, time.monotonic(), quiet

    def step(self):
        self.done += 1
        if not self.quiet and time.monotonic() - self.last > 15:
            self.last = time.monotonic()
            print(f"  … row {self.row.NUMBER}: {self.done} of {self.total} cases", flush=True)
