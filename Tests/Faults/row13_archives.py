"""Archives with members of nasty names, of more than 65,535 members, of more than 4 GiB: unzip and Python's zipfile
find the same in them, and it is what lies in bounces/."""

import json
import shutil
import subprocess
import zipfile

from harness import law, need
from songs import Song, archive, production, stem, tone

NUMBER, FAULT = 13, "archives: nasty names, > 65,535 members, > 4 GiB"

PIECES = ["a", "Z", "0", " ", ".", "..", "_", "~", "#", "%", "%s", "%00", "$(id)", "`id`", ";", "&", "'", "''", "!", "{}", "[]",
          "(", ")", "=", "+", ",", "@", "^", "é", "e\u0301", "ß", "İ", "ı", "ﬁ", "Ω", "日本", "한글", "עברית", "عربى", "😀", "👩‍👩‍👧",
          "🏳️‍🌈", "\u200b", "\u202e", "\ufeff", "\u00a0", "\u2028", "\ufffd", "\U0001f9ff", "CON", "NUL", "aux", "COM1", ".wav",
          ".zip", "x" * 60, "ä" * 40, "\u0e01\u0e33", "\U00020000", "-", "--", "-rf"]


def cases(plan):
    chosen = [("nasty names", nasty) for _ in range(plan.count(4, 125))]
    if plan.fast:
        return [*chosen, ("names as long as they may be", longest)]
    return [*chosen, ("names as long as they may be", longest), ("66,000 members", many), ("4.5 GiB", large)]


# -- What is in it -------------------------------------------------------------------------------------------


def agree(place, name):
    """Both programs and the files themselves."""
    path = place.directory / "bounces" / f"{name}.zip"
    if shutil.which("unzip"):
        done = subprocess.run(["unzip", "-tqq", path.name], cwd=path.parent, capture_output=True)
        need(done.returncode == 0, lambda: f"unzip -t: {(done.stdout + done.stderr)[-600:]}")
    members = place.song.target(name)["members"]
    with zipfile.ZipFile(path) as file:
        listed = file.namelist()
        expected = sorted((f"{member}.wav" for member in members), key=str.encode) + ["delivery.csv", "delivery.json"]
        need(listed == expected, lambda: f"zipfile lists {listed[:9]}…, expected {expected[:9]}…")
        for member in file.infolist()[:-2]:
            need(member.external_attr >> 28 in (0, 8), f"'{member.filename}' is no regular file")
            with file.open(member) as packed, open(place.directory / "bounces" / member.filename, "rb") as plain:
                while True:
                    one, other = packed.read(1 << 20), plain.read(1 << 20)
                    need(one == other, f"'{member.filename}' in the archive is not the file")
                    if not one:
                        break


# -- Names ---------------------------------------------------------------------------------------------------


def nasty(case):
    """Four archives of some members each, with names of all that file names may have in them."""
    names = []
    while len(names) < 14:
        name = "".join(case.random.choice(PIECES) for _ in range(case.random.randint(1, 6)))
        if may_be(name) and all(fold(name) != fold(other) for other in names):
            names.append(name)
    stems = [stem(name, tone(100 + 10 * number)) for number, name in enumerate(names[4:])]
    archives = [
        archive(name, *case.random.sample(names[4:], case.random.randint(1, 10)), compression=compression)
        for name, compression in zip(names[:4], ["fast", "small", "stored", "fast"])]
    place = case.place(Song(production([*stems, *archives], duration={"seconds": 0.02}), {}))
    run = place.build()
    need(run.exit == 0, lambda: f"names {names}: {run}")
    for target in archives:
        agree(place, target["name"])
    case.tried = len(archives)
    if case.index % 5 == 0:
        law(place, run)


# What Windows keeps for devices, whatever follows a dot.
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{device}{number}" for device in ("COM", "LPT") for number in "123456789¹²³")}


def may_be(name):
    if name.split(".")[0].upper() in DEVICES:
        return False
    return (len(name.encode()) <= 190 and not name.startswith("-") and not name.endswith((" ", ".")) and name.strip(".")
            and "\u0301" != name[0])


def fold(name):
    import unicodedata
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).casefold()


def longest(case):
    """200 bytes is what a name may have."""
    names = ["x" * 200, "é" * 100, "日" * 66 + "ab", "y" * 196, "z" * 197]
    targets = [*[stem(name, tone(100)) for name in names], archive("a" * 200, *names)]
    place = case.place(Song(production(targets, duration={"seconds": 0.02}), {}))
    run = place.build()
    need(run.exit == 0, lambda: str(run))
    agree(place, "a" * 200)


# -- Sizes ---------------------------------------------------------------------------------------------------


def many(case):
    count = 66_000
    stems = [stem(f"s{number}", tone(100 + number % 500, 0.1 + number % 7 / 10)) for number in range(count)]
    description = production([*stems, archive("all", *[f"s{number}" for number in range(count)], compression="stored")],
                             duration={"frames": 4})
    place = case.place(Song(description, {}))
    run = place.build("-q", limit=1500)
    need(run.exit == 0, lambda: str(run))
    agree(place, "all")
    need(place.is_fresh(), "not up to date after a build")


def large(case):
    """Six members of 750 MiB and one of 10 bytes behind them: its place is beyond 4 GiB."""
    form = {"rule": "wav", "encoding": "float64"}
    loud = [stem(f"part {number}", tone(100 + number, wave="square"), format=form) for number in range(6)]
    targets = [*loud, stem("z last", tone(50), duration={"frames": 1}),
               archive("all", *[target["name"] for target in loud], "z last", compression="stored")]
    description = production(targets, sampleRate=192_000, duration={"seconds": 512})
    place = case.place(Song(description, {}))
    if shutil.disk_usage(place.directory).free < 20 << 30:
        from harness import Skipped
        raise Skipped("less than 20 GiB of room for an archive of 4.5 GiB")
    run = place.build("-q", limit=1500)
    need(run.exit == 0, lambda: str(run))
    size = (place.directory / "bounces/all.zip").stat().st_size
    need(size > 1 << 32, f"the archive has {size} bytes, which is no more than 4 GiB")
    agree(place, "all")
    need(place.is_fresh(), "not up to date after a build")
