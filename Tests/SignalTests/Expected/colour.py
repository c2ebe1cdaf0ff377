"""Writes the expected values of the effects on stereo, modulation and colour, with scipy, ffmpeg or a formula in numpy.

    python3 colour.py        (scipy 1.17, ffmpeg 5.1; rewrites their files in units/)
"""

import subprocess

import numpy as np
import scipy.signal as ss

from units import RATE, programme, signal, write


def still(value, frames):
    return np.full(frames, float(value))


def line(low, high, end, frames, scale=lambda value: value):
    """A curve from a point at 0 to one at `end`, worked out every 16 frames, in straight lines between."""
    n = np.arange(frames)
    at = lambda m: scale(low + (high - low) * np.minimum(1, m / end))
    start = n // 16 * 16
    return at(start) + (at(start + 16) - at(start)) / 16 * (n - start)


# Stereo.

def width(x, w):
    mid, side = (x[0] + x[1]) / 2, (x[0] - x[1]) / 2
    m, s = np.minimum(1, 2 - w), np.minimum(1, w)
    return np.array([m * mid + s * side, m * mid - s * side])


def mono_below(x, frequency):
    taps, beta = ss.kaiserord(90, frequency / (RATE / 2))
    h = ss.firwin(taps | 1, frequency, window=("kaiser", beta), pass_zero=False, fs=RATE)
    mid, side = (x[0] + x[1]) / 2, (x[0] - x[1]) / 2
    pad = len(h)
    side = ss.fftconvolve(np.pad(side, pad), h, "same")[pad:-pad]
    return np.array([mid + side, mid - side])


def stereo():
    x = programme()
    write("width", [width(x, still(w, 1200)) for w in (0, 0.3, 1.6, 2)])
    write("width-moving", width(x, line(0, 2, 1000, 1200)))
    write("mono-below", mono_below(x, 400))
    p = (np.linspace(-1, 1, 9) + 1) / 2
    laws = [lambda p: np.sin(np.pi / 2 * p), lambda p: p, lambda p: np.sqrt(p * np.sin(np.pi / 2 * p)),
            lambda p: np.minimum(1, 2 * p)]
    write("pan-laws", [[law(1 - p), law(p)] for law in laws])


# Modulation.

def phases(rate, frames):
    """In turns, worked out every 16 frames, in straight lines between."""
    n = np.arange(frames)
    start = n // 16 * 16
    first, last = rate * start / RATE, rate * (start + 16) / RATE
    return first + (last - first) / 16 * (n - start)


def oscillation(turns, shape):
    if shape == "sine":
        return np.sin(2 * np.pi * turns)
    if shape == "triangle":
        return 1 - np.abs(4 * np.mod(turns + 0.25, 1) - 2)
    return np.clip(8 * np.sin(2 * np.pi * turns), -1, 1)


def tremolo(x, rate, depth, shape, stereo):
    turns = phases(rate, x.shape[1]) + (0 if shape == "square" else 0.25)
    v = oscillation(np.array([turns, turns + stereo]), shape)
    return x * (1 - depth * (0.5 - 0.5 * v))


def interpolation_table(taps=20, places=512, attenuation=80):
    place = np.arange(places + 1)[:, None] / places
    distance = np.arange(1 - taps // 2, taps // 2 + 1)[None] - place
    beta = 0.1102 * (attenuation - 8.7)
    window = np.i0(beta * np.sqrt(np.maximum(0, 1 - (distance / (taps // 2)) ** 2))) / np.i0(beta)
    rows = np.sinc(distance) * window
    return rows / rows.sum(axis=1, keepdims=True)


TABLE = interpolation_table()


def between(samples, now, late):
    """The value of samples so many frames before one of them, not whole; there have to be enough on either side."""
    whole = int(np.ceil(late))
    place, before = (whole - late) * 512, now - whole
    row, share = int(place), place - int(place)
    weights = TABLE[row] + share * (TABLE[row + 1] - TABLE[row])
    return weights @ samples[before - 9:before + 11]


def chorus(x, voices, rate, delay, depth, spread, mix):
    frames, past = x.shape[1], 4096
    turns, out = phases(rate, frames), []
    for c, channel in enumerate(x):
        padded = np.concatenate([np.zeros(past), channel])
        wet = np.zeros(frames)
        for v in range(voices):
            ahead = c * spread / (2 * voices) + v / voices
            late = (delay + depth * np.sin(2 * np.pi * (turns + ahead))) * RATE
            wet += [between(padded, past + n, late[n]) for n in range(frames)]
        out.append((1 - mix) * channel + mix * wet / np.sqrt(voices))
    return np.array(out)


def flanger(x, rate, delay, depth, feedback, spread, mix):
    frames, past = x.shape[1], 4096
    turns, out = phases(rate, frames), []
    for c, channel in enumerate(x):
        w, y = np.zeros(past + frames), np.zeros(frames)
        for n in range(frames):
            late = (delay + depth * (0.5 + 0.5 * np.sin(2 * np.pi * (turns[n] + c * spread / 2)))) * RATE
            wet = between(w, past + n, late)
            w[past + n] = channel[n] + feedback * wet
            y[n] = (1 - mix) * channel[n] + mix * wet
        out.append(y)
    return np.array(out)


def phaser(x, stages, rate, centre, depth, feedback, spread, mix):
    out = []
    for c, channel in enumerate(x):
        def coefficient(n):
            f = centre(n) * 2 ** (depth * np.sin(2 * np.pi * (rate * n / RATE + c * spread / 2)))
            t = np.tan(np.pi * f / RATE)
            return (t - 1) / (t + 1)
        inputs, outputs, y = np.zeros(stages), np.zeros(stages), np.zeros(len(channel))
        for n, value in enumerate(channel):
            start, end = coefficient(n // 16 * 16), coefficient(n // 16 * 16 + 16)
            a = start + (end - start) / 16 * (n % 16)
            sound = value + feedback * outputs[-1]
            for s in range(stages):
                output = a * (sound - outputs[s]) + inputs[s]
                inputs[s], outputs[s] = sound, output
                sound = output
            y[n] = (1 - mix) * value + mix * sound
        out.append(y)
    return np.array(out)


def ffmpeg_tremolo(x):
    form = ["-f", "f64le", "-ar", "48000", "-ac", "1"]
    run = subprocess.run(["ffmpeg", "-v", "error", *form, "-i", "-", "-af", "tremolo=f=5:d=0.7", *form, "-"],
                         input=x.astype("<f8").tobytes(), capture_output=True, check=True)
    return np.frombuffer(run.stdout, "<f8")


def modulation():
    x = programme()
    for shape in ("sine", "triangle", "square"):
        write(f"tremolo-{shape}", tremolo(x, 90, line(0.2, 1, 1000, 1200), shape, 0.3))
    # Its table has whole periods: 9,600 frames.
    write("tremolo-ffmpeg", ffmpeg_tremolo(signal(12000))[::10])
    write("chorus", chorus(x, 3, 20, 0.004, 0.002, 1, 0.6))
    write("flanger", flanger(x, 30, 0.0005, 0.002, -0.7, 0.5, 0.5))
    centre = lambda n: 400 + 1600 * min(1, n / 1000)
    write("phaser", phaser(x, 6, 25, centre, 1.5, 0.6, 1, 0.5))


# Colour.

def halfband(reach, attenuation=110):
    d = 2 * np.arange(reach) + 1.0
    window = np.i0(0.1102 * (attenuation - 8.7) * np.sqrt(1 - (d / (2 * reach)) ** 2))
    w = (-1.0) ** np.arange(reach) / d * window
    w = w / w.sum() / 2
    h = np.zeros(4 * reach - 1)
    centre = 2 * reach - 1
    h[centre] = 1
    h[centre + d.astype(int)] = h[centre - d.astype(int)] = w
    return h


def bend(x, curve):
    if curve == "tanh":
        return np.tanh(x)
    if curve == "soft":
        c = np.clip(x, -1.5, 1.5)
        return c - 4 / 27 * c ** 3
    return (np.tanh(x + 0.25) - np.tanh(0.25)) / (1 + np.tanh(0.25))


def oversampled(x, curve, factor):
    filters = [halfband(k) for k in (36, 8, 6)][:2 if factor == 4 else 3]
    for h in filters:
        raised = np.zeros(2 * len(x))
        raised[::2] = x
        x = ss.convolve(raised, h, "same", "direct")
    x = bend(x, curve)
    for h in reversed(filters):
        x = ss.convolve(x, 0.5 * h, "same", "direct")[::2]
    return x


def amplitude(decibels):
    return 10 ** (decibels / 20)


def saturation(x, drive, curve, output, mix, factor):
    pad = 200
    wet = np.array([oversampled(np.pad(c * drive, pad), curve, factor)[pad:-pad] for c in x])
    return (1 - mix) * x + mix * output * wet


def bit_crush(x, bits, hold):
    held = x[:, np.arange(x.shape[1]) // hold * hold]
    steps = 2.0 ** (bits - 1)
    return np.clip(np.round(held * steps), -steps, steps - 1) / steps


def colour():
    x = programme()
    for curve in ("tanh", "soft", "tube"):
        write(f"saturation-{curve}", saturation(x, amplitude(18), curve, amplitude(-3), 0.75, 4))
    drive, output = (line(0, end, 1000, 1200, amplitude) for end in (30, -6))
    write("saturation-moving", saturation(x, drive, "tanh", output, 1, 8))
    write("bit-crush", [bit_crush(x * 4, bits, hold) for bits, hold in ((1, 1), (4, 3), (8, 7), (24, 256))])


# Matching.

def third_octaves(x):
    """Levels in dB of the third octaves from 50 Hz to 16 kHz, with windows of half a sine, half overlapped."""
    length = 16384
    window = np.sin(np.pi * (np.arange(length) + 0.5) / length)
    frames = x.shape[1]
    x = np.pad(x, ((0, 0), (length // 2, 2 * length)))
    power = np.zeros(length // 2 + 1)
    for start in range(0, frames + length // 2, length // 2):
        # Both halves of the spectrum.
        power += 2 * (np.abs(np.fft.rfft(x[:, start:start + length] * window)) ** 2).sum(axis=0)
    bins = np.arange(length // 2 + 1) * RATE / length
    edges = 1000 * 10 ** (np.arange(-13, 14) / 10 - 0.05)
    return [10 * np.log10(power[(bins >= low) & (bins < high)].sum()) for low, high in zip(edges, edges[1:])]


def matching():
    x = np.array([signal(40000), signal(40000, 3)])
    write("third-octaves", third_octaves(x))


if __name__ == "__main__":
    stereo()
    modulation()
    colour()
    matching()
