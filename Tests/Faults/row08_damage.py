"""Bits that turned, files that were cut off, objects in each other's places, an older database put back."""

from harness import Case, law, need
from songs import edit_effect, edit_format, edit_level, edit_mix, edit_name, edit_take, edited, twenty

NUMBER, FAULT = 8, "turned bits, truncations, swaps, an older database"
STEP = 64


def cases(plan):
    sizes = measure(plan)
    chosen = []

    def add(what, numbers, fast, at_once, function):
        numbers = list(numbers) if not plan.fast else sorted(plan.sample(f"{NUMBER}{what}", list(numbers), fast))
        for start in range(0, len(numbers), at_once):
            some = numbers[start:start + at_once]
            chosen.append((f"{what} {some[0]}…", lambda case: function(case, some)))

    add("database", range(0, sizes["database"], STEP), 8, 8, turn_database)
    add("log", range(0, sizes["log"], STEP), 8, 8, turn_log)
    add("other records", range(0, sizes["other"], STEP), 4, 4, turn_others)
    add("outputs", range(0, sizes["output"], STEP), 6, 6, turn_outputs)
    add("objects", range(0, sizes["object"], STEP), 6, 6, turn_objects)
    add("cut database", range(0, sizes["database"], 2048), 4, 4, cut_database)
    add("cut log", range(0, sizes["log"], 2048), 4, 8, cut_log)
    add("cut outputs", range(6), 2, 6, cut_outputs)
    add("cut objects", range(6), 2, 6, cut_objects)
    add("swapped objects", range(12), 2, 4, swap_objects)
    add("older database", range(6), 1, 1, older_database)
    return chosen


# -- The work space: two versions of the song, one in place and what differs of the other in the store -----------


def versions():
    other = twenty()
    other.target("bass")["instruments"][0]["level"] = 0.15
    other.target("hiss")["instruments"][0]["level"] = 0.25
    other.target("pad")["format"] = {"rule": "aiff"}
    other.target("delivery")["members"] = ["mix"]
    other.inputs["take0.wav"] = other.inputs["take1.wav"]
    return [twenty(), other]


def built(case):
    place = case.place()
    place.versions = versions()
    for song in [*place.versions, place.versions[0]]:
        place.write(song)
        run = place.build("-j2")
        need(run.exit == 0, lambda: f"the build without a fault does not end well: {run}")
    return place


def killed(case):
    """A build that was killed late, so that its log is there."""
    place = case.place(twenty())
    run = place.build("-j1", fault=case.fault("kill", "rename", 17))
    need(run.killed and (place.directory / "cache/state.db-wal").exists(), lambda: f"no log is left: {run}")
    return place


def measure(plan):
    case = Case(plan, NUMBER, 0, "sizes")
    place = built(case)
    size = {"database": (place.directory / "cache/state.db").stat().st_size}
    size["output"] = max(path.stat().st_size for path in (place.directory / "bounces").iterdir())
    size["object"] = max(path.stat().st_size for path in place.objects())
    size["other"] = max([path.stat().st_size for path in others(place)], default=0)
    size["log"] = (killed(case).directory / "cache/state.db-wal").stat().st_size
    case.close(keep=False)
    return size


def turned(at, random):
    """Turns one bit of the 64 bytes from `at` on, where there are any."""
    def change(data):
        if at < len(data):
            data[min(at + random.randrange(STEP), len(data) - 1)] ^= 1 << random.randrange(8)
    return change


# A build that comes upon a damaged page in its midst may end with 7 and say so; the next one then begins anew.

def both(place, what, **options):
    """Holds with the version in place, with the other one, and back."""
    law(place, what=what, again=False, **options)
    for song in reversed(place.versions):
        place.write(song)
        law(place, what=f"{what}, and another version", again=False, **options)


# -- The database ------------------------------------------------------------------------------------------------


def remove_log(place):
    for suffix in ("-wal", "-shm"):
        (place.directory / f"cache/state.db{suffix}").unlink(missing_ok=True)


def turn_database(case, positions):
    place = built(case)
    case.tried = len(positions)
    for at in positions:
        place.damage("cache/state.db", turned(at, case.random))
        # Lost records do not know what was saved of targets that have another format now.
        both(place, f"a bit of the database turned near {at}", strays=True, once=(7,))


def cut_database(case, lengths):
    place = built(case)
    case.tried = len(lengths)
    for length in lengths:
        place.damage("cache/state.db", lambda data, length=length: data[:length])
        both(place, f"the database cut to {length} bytes", strays=True, once=(7,))


def with_log(case, positions, change, what):
    place = killed(case)
    case.tried = len(positions)
    saved = {name: (place.directory / "cache" / name).read_bytes() for name in ("state.db", "state.db-wal")}
    for at in positions:
        remove_log(place)
        for name, data in saved.items():
            place.put(f"cache/{name}", data)
        place.damage("cache/state.db-wal", change(at))
        law(place, what=f"{what} {at}", again=False, once=(7,))


def others(place):
    """What else bounce keeps of earlier builds."""
    kept = {"lock", ".gitignore", "CACHEDIR.TAG"}
    found = sorted((place.directory / "cache").iterdir())
    return [path for path in found if path.is_file() and path.name not in kept and "state.db" not in path.name]


def turn_others(case, positions):
    place = built(case)
    case.tried = 0
    for at in positions:
        for path in others(place):
            if at < path.stat().st_size:
                place.damage(path, turned(at, case.random))
                case.tried += 1
                both(place, f"a bit of {path.name} turned near {at}", strays=True)


def turn_log(case, positions):
    with_log(case, positions, lambda at: turned(at, case.random), "a bit of the log turned near")


def cut_log(case, lengths):
    with_log(case, lengths, lambda length: lambda data: data[:length], "the log cut to")


def older_database(case, numbers):
    """The database of each earlier build in the place of each later one."""
    place = case.place()
    saved, songs = [], []
    song = twenty()
    for edits in ([], [edit_level, edit_name], [edit_take], [edit_format, edit_effect], [edit_mix, edit_name]):
        for edit in edits:
            edit(song, case.random)
        songs.append(song)
        place.write(song)
        place.build()
        remove_log(place)
        saved.append((place.directory / "cache/state.db").read_bytes())
        song = song.copy()
    case.tried = 0
    for old, data in enumerate(saved):
        for song in songs:
            place.put("cache/state.db", data)
            remove_log(place)
            place.write(song)
            law(place, what=f"the database of build {old} put back", again=False, strays=True)
            case.tried += 1


# -- Outputs and objects: the same place in all of them at once ----------------------------------------------------


def outputs(place):
    found = [path for path in sorted((place.directory / "bounces").iterdir())]
    for path in found:
        if ".edited-" in path.name:
            path.unlink()
    return [path for path in found if path.exists()]


def turn_outputs(case, positions):
    place = built(case)
    case.tried = 0
    for at in positions:
        for path in outputs(place):
            if at < path.stat().st_size:
                place.damage(path, turned(at, case.random))
                case.tried += 1
        law(place, what=f"a bit of every output turned near {at}", again=False)


def turn_objects(case, positions):
    place = built(case)
    case.tried = 0
    for number, at in enumerate(positions):
        for path in place.objects():
            if at < path.stat().st_size:
                place.damage(path, turned(at, case.random))
                case.tried += 1
        place.write(place.versions[1 - number % 2])
        law(place, what=f"a bit of every object turned near {at}", again=False)


def shorter(number):
    """Cut to nothing, to the header, to the half, by one byte; and longer by one."""
    def change(data):
        size = len(data)
        return [data[:0], data[:44], data[:size // 2], data[:-1], data + b"\0", data[:-4096]][number]
    return change


def cut_outputs(case, numbers):
    place = built(case)
    case.tried = 0
    for number in numbers:
        for path in outputs(place):
            place.damage(path, shorter(number))
            case.tried += 1
        law(place, what=f"every output cut ({number})", again=False)


def cut_objects(case, numbers):
    place = built(case)
    case.tried = 0
    for number in numbers:
        for path in place.objects():
            place.damage(path, shorter(number))
            case.tried += 1
        place.write(place.versions[1 - number % 2])
        law(place, what=f"every object cut ({number})", again=False)


def swap_objects(case, numbers):
    """Each object gets another one's bytes: first by writing them, then by renaming the files."""
    place = built(case)
    case.tried = 0
    for number in numbers:
        paths = place.objects()
        shift = 1 + number % max(1, len(paths) - 1)
        if number % 2:
            contents = [path.read_bytes() for path in paths]
            for index, path in enumerate(paths):
                place.damage(path, lambda data, new=contents[(index + shift) % len(paths)]: bytearray(new))
        else:
            for path in paths:
                path.rename(f"{path}.swapped")
            for index, path in enumerate(paths):
                paths[(index + shift) % len(paths)].with_name(
                    paths[(index + shift) % len(paths)].name + ".swapped").rename(path)
        case.tried += len(paths)
        place.write(place.versions[1 - number % 2])
        law(place, what="objects in each other's places", again=False)
