"""The power fails: an ext4 on a loop device is shut down at a random moment of a build, or soon after one, without
what was not synced; then mounted again. Needs root.

Without --durable anything may be lost, and nothing may be wrong. With it, what was said to be finished is there.
The machine's boot stays the same here: that it is another mount is all that tells."""

import contextlib
import fcntl
import json
import os
import struct
import subprocess
import time

from harness import Skipped, differences, digest, law, need
from songs import edited, twenty

NUMBER, FAULT = 5, "power cut (ext4 shut down), --durable and not"

SHUTDOWN = 0x8004587D  # FS_IOC_SHUTDOWN, _IOR('X', 125, uint32_t)
LOSE_THE_LOG = 2


def cases(plan):
    cuts = 5
    return [(f"{cuts} power cuts", lambda case: cut_often(case, cuts)) for _ in range(plan.count(4, 300 // cuts))]


class Disk:
    """An ext4 in a file, mounted on a loop device.

    With inodes of 128 bytes it keeps whole seconds only."""

    def __init__(self, case, inode=256):
        if os.geteuid() != 0:
            raise Skipped("no root: a loop device cannot be mounted")
        base = case.place()
        self.image, self.point = base.directory / "disk", base.directory / "mounted"
        self.point.mkdir()
        with open(self.image, "wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-b", "4096", "-I", str(inode), self.image], check=True)
        self.mount()
        case.cleanups.append(lambda: subprocess.run(["umount", "-l", self.point], stderr=subprocess.DEVNULL))

    def mount(self):
        done = subprocess.run(["mount", "-o", "loop", self.image, self.point], capture_output=True, text=True)
        if done.returncode:
            raise Skipped(f"no loop devices: {done.stderr.strip()}")

    def shut_down(self):
        file = os.open(self.point, os.O_RDONLY)
        fcntl.ioctl(file, SHUTDOWN, struct.pack("I", LOSE_THE_LOG))
        os.close(file)

    def unmount(self):
        for _ in range(100):
            if subprocess.run(["umount", self.point], stderr=subprocess.DEVNULL).returncode == 0:
                return
            time.sleep(0.02)
        raise Skipped("a file system that was shut down could not be unmounted")


def cut_often(case, cuts):
    disk = Disk(case)
    case.tried = cuts
    song = twenty()
    for _ in range(cuts):
        song = edited(song, case.random, 3)
        cut(case, disk, song)


def cut(case, disk, song):
    place = type(case.places[0])(case.plan, disk.point / "production")
    place.random = case.random
    place.write(song)
    if case.random.random() < 0.5:
        os.sync()
    events = case.places[0].directory / "events"
    events.unlink(missing_ok=True)
    durable = case.plan.has("durable") and case.random.random() < 0.5
    options = ["--durable"] if durable else []
    started = place.start("build", "-j2", "--events", events, *options)
    # During the build; or after it, while the kernel has written some of it and some not.
    time.sleep(case.random.uniform(0, 0.15) if case.random.random() < 0.7 else case.random.uniform(0.1, 3))
    finished = promised(events) if durable else {}
    disk.shut_down()
    started.kill()
    # What runs on a disk that is gone may end in any way.
    with contextlib.suppress(OSError):
        started.wait()
    disk.unmount()
    disk.mount()
    # Where the description itself was lost, somebody writes it again.
    place.write(song)
    what = "a power cut" + (" of a durable build" if durable else "")
    if durable:
        kept(place, finished, what)
    # What builds without --durable left may have lost its bytes, and then nobody can tell whose it was. The database
    # is whole from the first word of a durable build on.
    law(place, what=what, strays=True, once=() if finished else (7,))


def promised(events):
    """The outputs of the targets that were said to be finished."""
    lines = events.read_text().splitlines() if events.exists() else []
    done = {}
    for line in lines:
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if event.get("event") == "target-finished" and event.get("outcome") in ("rendered", "restored", "fresh"):
                done[event["target"]] = event.get("output")
    return done


def kept(place, finished, what):
    expected = place.plan.clean(place.song)
    for target, output in finished.items():
        if not output:
            continue
        path = place.directory / output
        need(path.exists() and digest(path.read_bytes()) == expected[path.name],
             lambda: f"after {what}: {output} was finished, and is lost or wrong")
    states = json.loads(place.run("status", "--json").output.splitlines()[-1])
    stale = [target["name"] for target in states["targets"]
             if target["name"] in finished and target["state"] not in ("fresh", "maybe")]
    need(not stale, lambda: f"after {what}: {stale} were finished and recorded, and are to be built again")
