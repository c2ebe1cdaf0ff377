"""Writes the expected values of what makes space: the recurrences in numpy, sample by sample, and scipy's convolution.

    python3 space.py        (numpy, scipy 1.17; rewrites files in units/)

The form of the files is that of units.py.
"""

import numpy as np
import scipy.signal as ss

from units import RATE, programme, signal, write


class Sections:
    """Second-order sections, sample by sample."""

    def __init__(self, sos):
        self.sos, self.state = np.atleast_2d(sos), np.zeros((len(np.atleast_2d(sos)), 2))

    def __call__(self, v):
        for (b0, b1, b2, _, a1, a2), s in zip(self.sos, self.state):
            y = b0 * v + s[0]
            s[:] = b1 * v + s[1] - a1 * y, b2 * v - a2 * y
            v = y
        return v


def lagrange(samples, position):
    """The value between samples, by the polynomial through three on either side; silence before the first."""
    whole = int(np.floor(position))
    if position == whole:
        return samples[whole] if whole >= 0 else 0.0
    nodes = np.arange(whole - 2, whole + 4)
    values = [samples[k] if k >= 0 else 0.0 for k in nodes]
    return sum(v * np.prod([(position - m) / (k - m) for m in nodes if m != k]) for k, v in zip(nodes, values))


def curve(points, frames):
    return np.interp(np.arange(frames), *zip(*points))


def delay(x, lengths, feedback, mix, sos=None, ping_pong=False):
    """x in channels; all else a number or one for each frame."""
    channels, frames = x.shape
    lengths, feedback, mix = (np.broadcast_to(np.asarray(v, float), frames) for v in (lengths, feedback, mix))
    filters = [Sections(sos) if sos is not None else lambda v: v for _ in range(channels)]
    w, y = np.zeros((channels, frames)), np.zeros((channels, frames))
    for n in range(frames):
        wet = np.array([lagrange(line, n - lengths[n]) for line in w])
        back = np.array([f(v) for f, v in zip(filters, wet)])
        if ping_pong:
            w[:, n] = np.mean(x[:, n]) + feedback[n] * back[1], feedback[n] * back[0]
        else:
            w[:, n] = x[:, n] + feedback[n] * back
        y[:, n] = (1 - mix[n]) * x[:, n] + mix[n] * wet
    return y


def delays():
    x = programme()
    sos = np.vstack([ss.butter(2, f, t, fs=RATE, output="sos") for f, t in [(5000, "low"), (300, "high")]])
    fb, mix = curve([(0, 0.2), (1008, 0.8)], 1200), curve([(0, 1), (1008, 0.25)], 1200)
    write("delay", delay(x, 97, fb, mix, sos))
    write("delay-ping-pong", delay(x, 61, 0.7, 0.4, sos, ping_pong=True))
    # From 300 frames to 120.25 in a straight line; where it stands still it is whole, a period of 16 frames later.
    slope = 179.75 / 720
    lengths = curve([(0, 300), (400, 300), (1104, 300 - 704 * slope), (1120, 120), (1200, 120)], 1200)
    write("delay-moving", delay(x, lengths, 0.6, 0.5))


def decaying(taps, state):
    return signal(taps, state) * 0.5 ** (np.arange(taps) / (taps / 8))


def convolutions():
    # Shorter than a stretch, several stretches long, and longer than the sound.
    for taps in [7, 5000, 40000]:
        x = np.tile(signal(3000), 8)
        # The last of 3,000 frames hold what all before them left behind.
        write(f"convolution-{taps}", ss.fftconvolve(x, decaying(taps, 7))[:len(x)][-3000:])
    x, h = programme(), [decaying(700, state) for state in (1, 2, 3, 4)]
    mix = curve([(0, 1), (1008, 0.25)], 1200)
    wet = [sum(ss.fftconvolve(x[i], h[2 * i + o])[:1200] for i in range(2)) for o in range(2)]
    write("convolution-true-stereo", (1 - mix) * x + mix * np.array(wet))


INPUTS = np.array([1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1])
OUTPUTS = np.array([-1, 1, -1, -1, 1, -1, -1, -1, 1, -1, 1, -1, -1, 1, 1, 1])


def prime(n):
    while any(n % k == 0 for k in range(2, int(n**0.5) + 1)):
        n += 1
    return n


def reverb(x, decay, size, predelay, high_decay, crossover, diffusion, width, mix):
    """One channel or two."""
    frames, mono = x.shape[1], len(x) == 1
    lengths = []
    for i in range(16):
        wanted = round(size / 343 * RATE * 2 ** (1.5 * (i / 15 - 0.5)))
        lengths.append(prime(max(wanted, lengths[-1] + 1 if lengths else 2)))
    M = np.array(lengths)
    low, high = 10 ** (-3 * M / RATE / decay), 10 ** (-3 * M / RATE / decay / high_decay)
    K = np.tan(np.pi * crossover / RATE)
    z, p = np.sqrt(low / high) * K, np.sqrt(high / low) * K
    b0, b1, a1 = high * (z + 1) / (p + 1), high * (z - 1) / (p + 1), (p - 1) / (p + 1)
    w = 2 * np.pi * (np.arange(256) + 0.5) / 512
    gamma = np.mean([np.abs((b + c * np.exp(-1j * w)) / (1 + a * np.exp(-1j * w))) ** 2
                     for b, c, a in zip(b0, b1, a1)], axis=0)
    gain = 1 / np.sqrt(np.mean(gamma / (1 - gamma)))
    scale, g = min(1, size / 12) * RATE, 0.7 * diffusion
    v = np.pad(x if not mono else np.vstack([x, x]), ((0, 0), (predelay, 0)))[:, :frames]
    for side, times in enumerate([[0.0017, 0.0031, 0.0053, 0.0083], [0.0019, 0.0037, 0.0049, 0.0077]]):
        for time in times if diffusion else []:
            # y = x(n - D) - g·x(n) + g·y(n - D), the all-pass as one fraction.
            D = prime(max(2, round(time * scale)))
            b, a = np.zeros(D + 1), np.zeros(D + 1)
            b[0], b[D], a[0], a[D] = -g, 1, 1, -g
            v[side] = ss.lfilter(b, a, v[side])
    from scipy.linalg import hadamard
    H = hadamard(16) / 4
    line, state = np.zeros((16, frames)), np.zeros(16)
    wet = np.zeros((2, frames))
    for n in range(frames):
        d = np.array([line[i, n - m] if n >= m else 0.0 for i, m in enumerate(M)])
        s = b0 * d + state
        state = b1 * d - a1 * s
        line[:, n] = H @ s + INPUTS / np.sqrt(8) * np.tile(v[:, n], 8)
        wet[:, n] = gain * np.sum((OUTPUTS * s).reshape(8, 2), axis=0)
    middle, side = (wet[0] + wet[1]) / 2, width * (wet[0] - wet[1]) / 2
    out = np.array([middle * np.sqrt(2)]) if mono else np.array([middle + side, middle - side])
    return (1 - mix) * x + mix * out


def reverbs():
    x = np.hstack([programme()] * 4)
    mix = curve([(0, 1), (1008, 0.25)], 4800)
    write("reverb", reverb(x, 1.2, 4, 30, 0.3, 3000, 0.7, 0.8, mix)[:, -2400:])
    write("reverb-mono", reverb(x[:1], 0.5, 8, 0, 1, 4000, 0, 1, 1)[:, -2400:])


if __name__ == "__main__":
    delays()
    convolutions()
    reverbs()
