"""Sound files that were changed at random, through the whole command: each is read or refused, in its time, in its
memory, without a crash; and what is not whole is not taken for a shorter recording."""

import json
import struct

from harness import Case, law, need
from songs import Song, production, recording, stem, take, tone

NUMBER, FAULT = 11, "mutated sound files"
AT_ONCE = 50


def cases(plan):
    originals = sounds(plan)
    total = plan.count(300, 10_000)
    return [(f"{AT_ONCE} mutants", lambda case: read(case, originals)) for _ in range(total // AT_ONCE)]


def sounds(plan):
    """Whole files of every kind that can be read."""
    formats = [{"rule": rule, "encoding": encoding}
               for rule, encodings in (("wav", ["pcm16", "pcm24", "pcm32", "float32", "float64"]),
                                       ("aiff", ["pcm16", "pcm24", "float32"]), ("flac", ["pcm16", "pcm24"]))
               for encoding in encodings]
    targets = [stem(f"s{number}", tone(200), format=form) for number, form in enumerate(formats)]
    case = Case(plan, NUMBER, 0, "originals")
    sections = [{"name": "first", "length": {"seconds": 0.03}}, {"name": "second", "length": {"seconds": 0.02}}]
    place = case.place(Song(production(targets, duration={"seconds": 0.05}, sections=sections), {}))
    run = place.build()
    need(run.exit == 0, lambda: f"the originals: {run}")
    files = [(path.suffix, path.read_bytes()) for path in sorted((place.directory / "bounces").iterdir())]
    case.close(keep=False)
    return [*files, (".wav", take(1, 400)), (".wav", extensible(take(2, 400))), (".wav", rf64(take(3, 400)))]


def extensible(plain):
    """The same samples with the longer form of the header."""
    samples = plain[44:]
    guid = bytes.fromhex("0100000000001000800000aa00389b71")
    form = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 8000, 16000, 2, 16, 22, 16, 4) + guid
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def rf64(plain):
    """The same samples with sizes of 64 bits."""
    samples = plain[44:]
    form = plain[12:36]
    sizes = struct.pack("<QQQI", 4 + 36 + len(form) + 8 + len(samples), len(samples), len(samples) // 2, 0)
    body = b"WAVEds64" + struct.pack("<I", len(sizes)) + sizes + form + b"data\xff\xff\xff\xff" + samples
    return b"RF64\xff\xff\xff\xff" + body


def read(case, originals):
    case.tried = AT_ONCE
    place = case.place()
    names, cut, inputs = [], set(), {}
    for number in range(AT_ONCE):
        suffix, data = case.random.choice(originals)
        name = f"m{number}{suffix}"
        mutant, is_cut = mutate(data, case.random)
        names.append(name)
        inputs[name] = mutant
        if is_cut and suffix != ".flac":
            cut.add(f"t{number}")
    targets = [stem(f"t{number}", recording(name)) for number, name in enumerate(names)]
    song = Song(production(targets, duration={"seconds": 0.05}), inputs)
    place.write(song)
    limited = ("sh", "-c", 'ulimit -v 4000000; exec "$@"', "sh")
    run = place.build("-k", "-j2", "--events", "events", wrapper=limited, limit=60)
    need(run.exit in (0, 1, 3), lambda: f"{AT_ONCE} mutated files: {run}")
    outcomes = finished(place)
    need(len(outcomes) == AT_ONCE, lambda: f"{len(outcomes)} of {AT_ONCE} targets came to an end: {run}")
    for target, outcome in outcomes.items():
        exists = (place.directory / f"bounces/{target}.wav").exists()
        need(exists == (outcome == "rendered"), f"{target} is {outcome}, and its output {'is' if exists else 'is not'} there")
        need(not (target in cut and outcome == "rendered"), f"{target}: a file that was cut off was taken for a whole one")
    # With a recording in the place of each, all is well.
    good = case.plan.count(0, 1) or case.index % 3 == 0
    if good:
        place.write(Song(song.description, {name: data for name, data in zip(names, wholes(originals, names))}))
        law(place, what="mutated files", again=False)


def wholes(originals, names):
    by_suffix = {suffix: data for suffix, data in originals}
    return [by_suffix["." + name.split(".")[-1]] for name in names]


def finished(place):
    outcomes = {}
    for line in (place.directory / "events").read_text().splitlines():
        event = json.loads(line)
        if event["event"] == "target-finished":
            outcomes[event["target"]] = event["outcome"]
    return outcomes


NUMBERS = [0, 1, 2, 3, 7, 8, 15, 16, 17, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
           0xFFFFFFFE, 8000, 44100, 48000]


def mutate(data, random):
    """Another file; and whether it is a file that was cut off."""
    data = bytearray(data)
    kind = random.randrange(8)
    if kind == 0:
        return bytes(data[:random.randrange(len(data))]), True
    for _ in range(random.choice([1, 1, 1, 2, 4, 16])):
        near = random.randrange(min(120, len(data))) if random.random() < 0.8 else random.randrange(len(data))
        if kind in (1, 2):
            data[near] ^= 1 << random.randrange(8)
        elif kind == 3:
            data[near] = random.choice([0, 1, 0x7F, 0x80, 0xFF])
        elif kind == 4:
            size, order = random.choice([2, 4]), random.choice("<>")
            word = struct.pack(order + {2: "H", 4: "I"}[size], random.choice(NUMBERS) & (256**size - 1))
            data[near:near + size] = word
        elif kind == 5:
            data[near:near] = bytes(random.getrandbits(8) for _ in range(random.choice([1, 2, 4, 8, 100])))
        elif kind == 6:
            del data[near:near + random.choice([1, 2, 4, 8, 24])]
        else:
            start = random.randrange(len(data))
            piece = data[start:start + random.randrange(1, 60)]
            data[near:near] = piece
    return bytes(data), False
