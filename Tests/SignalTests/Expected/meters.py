#!/usr/bin/env python3
"""Writes meters/random.json: what numpy and scipy measure on a hundred random programmes, and pyloudnorm on those that
it can take.

A programme is made from its parameters, here and in RandomProgramme.swift alike: noise by SplitMix64 from seed and
frame, a one-pole low-pass, levels that change every quarter of a second, and channels that have a part of the first
one in them. Measurements follow the definitions in the meters' documentation, without their code's short cuts.
"""

import json
import pathlib
import warnings

import numpy as np
import pyloudnorm
from scipy import signal

RATES = [8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000]
BANDS = ["31.5", "63", "125", "250", "500", "1000", "2000", "4000", "8000", "16000"]
TAPS, BETA = 24, 6.2


def noise(seed, frames):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, frames + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(float) * 2.0**-52 - 1


def programme(case):
    rate, frames, a, part = case["rate"], case["frames"], case["lowPass"], case["part"]
    amplitudes = np.array(case["amplitudes"])[np.arange(frames) * 4 // rate % len(case["amplitudes"])]
    own = [signal.lfilter([a], [1, a - 1], noise(1000 * case["seed"] + c, frames)) for c in range(case["channels"])]
    own = [own[0]] + [part * own[0] + (1 - abs(part)) * x for x in own[1:]]
    return np.array([x * amplitudes for x in own]).reshape(case["channels"], frames)


def k_weighted(x, rate):
    f, db, q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k, high = np.tan(np.pi * f / rate), 10 ** (db / 20)
    band = high**0.4996667741545416
    x = signal.lfilter(
        [high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k],
        [1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k], x)
    f, q = 38.13547087602444, 0.5003270373238773
    k = np.tan(np.pi * f / rate)
    a0 = 1 + k / q + k * k
    return signal.lfilter([1, -2, 1], [1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0], x)


def weights(channels):
    if channels <= 3:
        return [1] * channels
    return {4: [1, 1, 1.41, 1.41], 5: [1, 1, 1, 1.41, 1.41]}.get(
        channels, [1, 1, 1, 0, 1.41, 1.41] + [0] * (channels - 6))


def edges(rate, frames, per_second):
    hops = frames * per_second // rate + 1
    found = np.arange(hops + 1) * rate // per_second
    return found[found <= frames]


def windows(energy, rate, frames, per_second, hops):
    """Mean of `energy` over each run of so many hops."""
    e = edges(rate, frames, per_second)
    if len(e) <= hops:
        return np.array([])
    total = np.concatenate([[0], np.cumsum(energy)])
    return np.array([energy[a:b].mean() for a, b in zip(e[:-hops], e[hops:])]) if len(e) < 400 else (
        (total[e[hops:]] - total[e[:-hops]]) / (e[hops:] - e[:-hops]))


def lufs(energy):
    return -0.691 + 10 * np.log10(energy)


def loudness(x, rate):
    frames = x.shape[1]
    energy = sum((w * k_weighted(c, rate) ** 2 for w, c in zip(weights(len(x)), x)), np.zeros(frames))
    found = {}
    momentary = windows(energy, rate, frames, 100, 40)
    short = windows(energy, rate, frames, 100, 300)
    for name, values in (("momentary-max", momentary), ("short-term-max", short)):
        found[name] = lufs(values.max()) if len(values) and values.max() > 0 else None
    blocks = momentary[::10]
    blocks = blocks[blocks >= 10 ** ((-70 + 0.691) / 10)]
    if len(blocks):
        found["loudness"] = lufs(blocks[blocks >= blocks.mean() / 10].mean())
    # The first value of every 100 ms that has 3 s behind it.
    values = short[::10]
    values = values[values >= 10 ** ((-70 + 0.691) / 10)]
    if frames >= 40 * rate and len(values):
        values = np.sort(values[values >= values.mean() / 100])
        low, high = (values[int(np.floor((len(values) - 1) * p + 0.5))] for p in (0.10, 0.95))
        found["loudness-range"] = lufs(high) - lufs(low)
    return found


def true_peak(x):
    highest = np.abs(x).max()
    for phase in range(1, 8):
        t = np.arange(TAPS) - 11 - phase / 8
        h = np.sinc(t) * np.i0(BETA * np.sqrt(np.maximum(0, 1 - (t / 12) ** 2))) / np.i0(BETA)
        h /= h.sum()
        highest = max(highest, max(np.abs(np.convolve(c, h[::-1])).max() for c in x))
    return highest


def bands(x, rate):
    frames = x.shape[1]
    length = 16
    while rate / length > 3:
        length *= 2
    half = length // 2
    padded = np.pad(x, ((0, 0), (half, 2 * length)))
    window = np.sin(np.pi * (np.arange(length) + 0.5) / length)
    power = np.zeros(half + 1)
    for start in range(0, frames + half, half):
        spectra = np.fft.rfft(padded[:, start:start + length] * window, axis=1)
        power += (np.abs(spectra) ** 2).sum(axis=0)
    frequencies = np.arange(half + 1) * rate / length
    found = {}
    for index, name in enumerate(BANDS):
        low, high = (1000 * 10 ** (0.3 * (index - 5) + s) for s in (-0.15, 0.15))
        if 0.95 * high > rate / 2:
            continue
        inside = (frequencies >= low) & (frequencies < min(high, rate / 2))
        mean = 2 * power[inside].sum() / length / frames / len(x)
        found[f"band.{name}"] = 10 * np.log10(mean) if mean > 0 else "-inf"
    return found


def onsets(x, rate, spacing):
    d = np.diff(x.mean(axis=0), prepend=0)
    e = edges(rate, len(d), 200)
    energies = [(d[a:b] ** 2).mean() for a, b in zip(e[:-1], e[1:])]
    last, distances = None, []
    for number, energy in enumerate(energies):
        before = max(energies[max(0, number - 6):number], default=0)
        if energy >= 1e-9 and energy >= 4 * before and (last is None or number - last >= 10):
            last = number
            hop = np.abs(d[e[number]:e[number + 1]])
            time = (e[number] + np.argmax(hop >= hop.max() / 2)) / rate
            distances.append(abs(time / spacing - np.round(time / spacing)) * spacing)
    return sorted(distances)[(len(distances) - 1) // 2] * 1000 if distances else None


def silence(x, rate):
    longest, leading, trailing = 0, 0, 0
    for c in x:
        loud = np.flatnonzero(np.abs(c) >= 10 ** (-60 / 20))
        gaps = np.diff(np.concatenate([[-1], loud, [len(c)]])) - 1
        longest, leading, trailing = max(longest, gaps.max()), max(leading, gaps[0]), max(trailing, gaps[-1])
    return {"silence.longest": longest / rate, "silence.leading": leading / rate, "silence.trailing": trailing / rate}


def clips(x):
    count = 0
    for c in x:
        at = np.concatenate([[0], (np.abs(c) >= 1).astype(int), [0]])
        starts, ends = np.flatnonzero(np.diff(at) == 1), np.flatnonzero(np.diff(at) == -1)
        count += int((ends - starts >= 3).sum())
    return count


def stereo(x, rate):
    left, right = x[0], x[1]
    power = (left**2).sum() + (right**2).sum()
    found = {}
    if min((left**2).sum(), (right**2).sum()) > 0:
        found["correlation"] = (left * right).sum() / np.sqrt((left**2).sum() * (right**2).sum())
    rest = (((left + right) / 2) ** 2).sum() / (power / 2) if power > 0 else 0
    if rest > 1e-13:
        found["mono-loss"] = max(0, -10 * np.log10(rest))
    e = edges(rate, len(left), 10)
    lowest = []
    for a, b in zip(e[:-4], e[4:]):
        l, r = left[a:b], right[a:b]
        if min((l**2).mean(), (r**2).mean()) >= 1e-7:
            lowest.append((l * r).sum() / np.sqrt((l**2).sum() * (r**2).sum()))
    if lowest:
        found["correlation-min"] = min(lowest)
    return found


def level(power):
    return 10 * np.log10(power) if power > 0 else "-inf"


def measured(x, rate):
    frames = x.shape[1]
    found = {"frames": frames, "clipping": clips(x), **silence(x, rate)}
    if frames == 0:
        return found
    peak, power = np.abs(x).max(), (x**2).mean()
    found |= {"peak": level(peak**2), "rms": level(power), "dc-offset": np.abs(x.mean(axis=1)).max()}
    found |= {"true-peak": level(true_peak(x) ** 2), **bands(x, rate), **loudness(x, rate)}
    if peak > 0:
        found["crest"] = 10 * np.log10(peak**2 / power)
    floors = windows((x**2).mean(axis=0), rate, frames, 10, 5)
    if len(floors):
        found["noise-floor"] = level(floors.min())
    if len(x) > 1:
        found |= stereo(x, rate)
    found["onset-distance@120/4"] = onsets(x, rate, 0.125)
    return {name: value for name, value in found.items() if value is not None}


def by_pyloudnorm(x, rate):
    if not 0.4 * rate <= x.shape[1] or len(x) in (4,) or len(x) > 5:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # It counts a last block that is cut short, as if silence followed: it is given whole ones only.
        whole = x[:, :x.shape[1] * 10 // rate * rate // 10]
        found = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(whole.T)
    return found if np.isfinite(found) else None


def cases():
    random = np.random.default_rng(1770)
    lengths = [0, 1, 2, 23, 24, 100]
    for seed in range(100):
        rate = int(random.choice(RATES))
        if seed < len(lengths):
            frames = lengths[seed]
        elif seed < 20:
            # Long enough for a loudness range.
            rate, frames = 8000, int(random.uniform(40, 48) * 8000)
        else:
            frames = int(rate * 10 ** random.uniform(-2, 0.6))
        level = 10 ** (random.uniform(-60, 6) / 20)
        amplitudes = level * 10 ** (random.uniform(-40, 0, 8) / 20)
        amplitudes[random.uniform(size=8) < 0.15] = 0
        yield {
            "seed": seed, "rate": rate, "channels": int(random.integers(1, 9)) if seed % 2 else int(random.integers(1, 3)),
            "frames": frames, "lowPass": float(random.choice([1.0, 0.3, 0.02])),
            "part": float(random.choice([-1.0, -0.6, 0.0, 0.5, 1.0])), "amplitudes": [float(a) for a in amplitudes],
        }


if __name__ == "__main__":
    found = []
    for case in cases():
        x = programme(case)
        values = measured(x, case["rate"])
        entry = case | {"values": {k: v if isinstance(v, str) else float(v) for k, v in values.items()}}
        entry["pyloudnorm"] = by_pyloudnorm(x, case["rate"])
        found.append(entry)
    path = pathlib.Path(__file__).parent / "meters" / "random.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in found) + "\n]\n")
