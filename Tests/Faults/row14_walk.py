"""A random walk: edits, builds, kills, faults, damage, deletions and reverts in one work space, and after every step
a build that is held against clean ones. A clean build is made where a target is new: its recipe, all that it is made
from and their files tell which bytes it has to have."""

import json
import time

from harness import CALLS, digest, need
from songs import (archive, edit_effect, edit_format, edit_gate, edit_level, edit_members, edit_mix, edit_take,
                   process, recording, stem, take, tone, twenty)

NUMBER, FAULT = 14, "random walk of edits, builds, kills, damage, reverts"

EXTENSIONS = {"wav": "wav", "aiff": "aiff", "flac": "flac"}


def cases(plan):
    walks, steps = (4, 22) if plan.fast else (50, 200)
    return [(f"a walk of {steps} steps", lambda case: Walk(case).go(steps)) for _ in range(walks)]


# -- What a clean build gives, target by target ----------------------------------------------------------------


class Expected:
    """The bytes of every target that was ever asked for; None for those that break a gate."""

    known = {}

    @classmethod
    def of(cls, case, song):
        """By output; and whether all targets come out well."""
        keys = cls.keys(song)
        if any(key not in cls.known for key in keys.values()):
            cls.build(case.plan, song, keys)
        result = {output(song, name): cls.known[key] for name, key in keys.items()}
        all_well = None not in [content for name, content in result.items()]
        return {name: content for name, content in result.items() if name and content}, all_well

    @staticmethod
    def keys(song):
        """A name for each target's bytes: all that goes into it."""
        common = json.dumps({key: value for key, value in song.description.items() if key not in ("targets", "name")},
                            sort_keys=True)
        targets = {target["name"]: target for target in song.description["targets"]}
        keys = {}

        def key(name):
            if name not in keys:
                target = targets[name]
                inputs = [target.get("source"), *target.get("members", []),
                          *[one["target"] for one in target.get("inputs", [])]]
                files = [target.get("file"), *[one.get("file") for one in target.get("instruments", [])]]
                parts = [common, json.dumps(target, sort_keys=True), *[key(one) for one in inputs if one],
                         *[digest(song.inputs[file]) for file in files if file]]
                keys[name] = digest("\0".join(parts).encode())
            return keys[name]

        for name in targets:
            key(name)
        return keys

    @classmethod
    def build(cls, plan, song, keys):
        place = plan.clean_place(song)
        run = place.build("-k", "-j1", "--events", "events")
        need(run.exit in (0, 3), lambda: f"a clean build: {run}")
        found = place.outputs()
        for line in (place.directory / "events").read_text().splitlines():
            event = json.loads(line)
            if event["event"] == "target-finished":
                name = event["target"]
                good = event["outcome"] in ("rendered", "judged", "restored")
                content = found.get(output(song, name), "judged") if good else None
                before = cls.known.setdefault(keys[name], content)
                need(before == content, lambda: f"two clean builds of '{name}' differ: {before} and {content}")
        place.remove()


def output(song, name):
    target = song.target(name)
    if target["rule"] == "reference":
        return None
    if target["rule"] == "archive":
        return f"{name}.zip"
    form = target.get("format") or song.description["format"]
    return f"{name}.{EXTENSIONS[form['rule']]}"


# -- The walk --------------------------------------------------------------------------------------------------


class Walk:
    def __init__(self, case):
        self.case, self.random = case, case.random
        self.song = twenty()
        self.past = [self.song]
        self.databases = []
        self.place = case.place(self.song)
        self.serial = 0
        # Whether records were lost, or a file tampered with, since the last build that ended well: what belongs to
        # no target may then stay.
        self.strays = False
        # What was done since then, for the message.
        self.steps = []

    def go(self, steps):
        self.case.tried = steps
        for number in range(steps):
            step = self.random.choice(self.edits * 2 + self.accidents)
            self.steps = [*self.steps[-12:], step.__name__]
            self.song = self.song.copy()
            step(self)
            self.place.write(self.song)
            try:
                self.check()
            except Exception as problem:
                problem.args = (f"step {number}, the last: {', '.join(self.steps)}: {problem}",)
                raise
            self.past.append(self.song)

    def check(self):
        place, random = self.place, self.random
        expected, all_well = Expected.of(self.case, self.song)
        names = {output(self.song, target["name"]) for target in self.song.description["targets"]}

        def wrong(strangers=True):
            found = place.outputs()
            bad = sorted(name for name in expected if found.get(name) != expected[name])
            # A build that fails takes nothing away.
            more = sorted(set(found) - names) if all_well and strangers else []
            if self.strays:
                for name in more:
                    (place.directory / "bounces" / name).unlink()
                more = []
            return f"wrong or missing: {bad}, nobody's: {more}" if bad or more else ""

        if random.random() < 0.3 and place.is_fresh():
            # It speaks of targets, and not of files that are no target's any more.
            need(not wrong(strangers=False), lambda: f"falsely up to date: {wrong()}")
            need(all_well, "status --check holds for what breaks a gate")
        durable = ["--durable"] if self.case.plan.has("durable") and random.random() < 0.1 else []
        run = place.build("-k", random.choice(["-j1", "-j2", "-j3", "-j8"]), *durable)
        if run.exit == 7 and b"is damaged" in run.output:
            run = place.build("-k")
        need(run.exit == (0 if all_well else 3), lambda: f"a clean build ends {'well' if all_well else 'with 3'}: {run}")
        need(not wrong(), lambda: f"{wrong()}: {run}")
        need(not place.temporaries(), lambda: f"temporaries stay: {place.temporaries()}")
        if run.exit == 0:
            self.strays = False
            if random.random() < 0.3:
                need(place.is_fresh(), lambda: f"not up to date after a build: {place.run('status')}")

    # -- Edits

    def simple(edit):
        def step(self):
            edit(self.song, self.random)
        step.__name__ = edit.__name__
        return step

    def tempo(self):
        self.song.description["tempo"] = self.random.choice([100, 120, 150])

    def breaking_gate(self):
        target = self.random.choice(self.song.named("stem", "process", "master"))
        target["gates"] = self.random.choice([[], [{"rule": "peak", "atMost": 0}], [{"rule": "peak", "atMost": -30}]])

    def rename(self):
        target = self.random.choice(self.song.named("stem", "process"))
        old, self.serial = target["name"], self.serial + 1
        new = f"{old.split(' ')[0]} {self.serial % 4}"
        if any(other["name"] == new for other in self.song.description["targets"]):
            return
        if old in ("bass", "lead", "pad", "hiss", "mix", "bass low", "voice", "delivery"):
            return  # The edits know them by name.
        target["name"] = new
        for user in self.song.description["targets"]:
            if user.get("source") == old:
                user["source"] = new
            user.update({"members": [new if name == old else name for name in user["members"]]} if "members" in user else {})
            for one in user.get("inputs", []):
                one["target"] = new if one["target"] == old else one["target"]

    def add(self):
        self.serial += 1
        name = f"more {self.serial % 5}"
        if all(target["name"] != name for target in self.song.description["targets"]):
            self.song.description["targets"].append(self.random.choice([
                stem(name, tone(300)), process(name, "pad", {"rule": "gain", "gain": {"linear": 0.5}}),
                archive(name, "pad", "mix"), stem(name, recording("take1.wav"))]))

    def remove(self):
        names = [target["name"] for target in self.song.description["targets"]]
        used = json.dumps([[target.get("source"), target.get("members"), target.get("inputs")]
                           for target in self.song.description["targets"]])
        free = [name for name in names if f'"{name}"' not in used and name.startswith(("more", "everything", "stems"))]
        if free:
            gone = self.random.choice(free)
            self.song.description["targets"] = [
                target for target in self.song.description["targets"] if target["name"] != gone]

    def revert(self):
        self.song = self.random.choice(self.past[-20:]).copy()

    def another_take(self):
        self.song.inputs["take1.wav"] = take(self.random.randint(0, 3))

    def order(self):
        self.random.shuffle(self.song.description["targets"])

    def nothing(self):
        pass

    edits = [simple(edit_level), simple(edit_level), simple(edit_effect), simple(edit_mix), simple(edit_gate),
             simple(edit_take), simple(edit_members), simple(edit_format), tempo, tempo, tempo, breaking_gate, breaking_gate, breaking_gate, rename, add, remove,
             revert, revert, revert, another_take, order, nothing]

    # -- Accidents

    def kill(self):
        self.again_with_edit()
        started = self.place.start("build", "-j2")
        time.sleep(self.random.uniform(0, 0.06))
        started.kill()
        started.wait()

    def fault(self):
        """One call goes wrong, at random."""
        if self.case.plan.shim is None:
            return
        self.again_with_edit()
        call = self.random.choice([call for call in CALLS if call not in ("stat", "link")])
        fault = self.case.fault(
            self.random.choice(["kill", "fail"]), call, self.random.randint(1, 60), self.random.choice([5, 28, 4, 24, 13]))
        self.place.build("-j2", fault=fault)
        fault.close()
        self.case.faults.remove(fault)

    def again_with_edit(self):
        edit_level(self.song, self.random)
        self.place.write(self.song)

    def one_target(self):
        self.again_with_edit()
        names = [target["name"] for target in self.song.description["targets"]]
        self.place.build(self.random.choice(names))

    def forced(self):
        self.place.write(self.song)
        self.place.build(self.random.choice(["--force", "--no-restore"]), "-k")

    def some_file(self, pattern):
        found = [path for path in sorted(self.place.directory.glob(pattern)) if path.is_file()]
        return self.random.choice(found) if found else None

    def turn(self, path):
        if path and path.stat().st_size:
            def change(data):
                data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
            self.place.damage(path, change)

    def damaged_output(self):
        self.strays = True
        self.turn(self.some_file("bounces/*"))

    def damaged_object(self):
        self.turn(self.some_file("cache/objects/*/*"))

    def damaged_database(self):
        self.strays = True
        self.turn(self.place.directory / "cache/state.db" if self.some_file("cache/state.db") else None)

    def older_database(self):
        path = self.place.directory / "cache/state.db"
        if path.exists() and not (self.place.directory / "cache/state.db-wal").exists():
            self.databases = [*self.databases[-5:], path.read_bytes()]
            if self.random.random() < 0.5:
                self.strays = True
                self.place.put("cache/state.db", self.random.choice(self.databases))

    def deleted_output(self):
        if path := self.some_file("bounces/*"):
            path.unlink()

    def deleted_object(self):
        if path := self.some_file("cache/objects/*/*"):
            path.unlink()

    def deleted_database(self):
        self.strays = True
        for path in self.place.directory.glob("cache/state.db*"):
            path.unlink()

    def touched(self):
        if path := self.some_file(self.random.choice(["take*.wav", "bounces/*"])):
            path.touch()

    def copied_back(self):
        """Another inode with the same bytes, as of a backup."""
        if path := self.some_file("bounces/*"):
            self.place.put(str(path.relative_to(self.place.directory)), path.read_bytes())

    def cleaned(self):
        self.strays = True
        self.place.run("clean", *self.random.choice([(), ("--cache",)]))

    def swept(self):
        for command in ("gc", "fsck"):
            if self.case.plan.has(command):
                self.place.run(command)

    accidents = [kill, kill, fault, fault, fault, one_target, forced, damaged_output, damaged_object, damaged_database,
                 older_database, deleted_output, deleted_object, deleted_database, touched, copied_back, cleaned,
                 swept]
