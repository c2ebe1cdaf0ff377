#!/usr/bin/env python3
"""Writes instruments/strings.json: plucked strings by the recurrence that PluckedString states, in numpy."""

import json
import pathlib

import numpy as np

RATE, FRAMES = 48000.0, 1500
STRINGS = [  # pitch, decay in seconds, brightness, where it is plucked, velocity, seed
    (45.0, 4.0, 0.5, 0.13, 1.0, 7),
    (60.5, 1.0, 0.9, 0.25, 0.6, 8),
    (81.3, 2.0, 0.2, 0.0, 0.9, 9),
]
MASK = (1 << 64) - 1


def uniform(seed, index):
    """SplitMix64 at a position, −1 ..< 1."""
    z = (seed + (index + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    z ^= z >> 31
    signed = z - (1 << 64) if z >> 63 else z
    return (signed >> 11) * 2.0**-52


def burst(length, place, velocity, seed):
    pole, state, noise = 0.9 * (1 - velocity), 0.0, []
    for index in range(length):
        state = (1 - pole) * uniform(seed, index) + pole * state
        noise.append(state)
    noise = np.array(noise)
    lag = round(place * length)
    if lag:
        noise = noise - np.roll(noise, lag)
    noise -= noise.mean()
    return noise / np.abs(noise).max()


def string(pitch, decay, brightness, place, velocity, seed):
    f = 440 * 2 ** ((pitch - 69) / 12)
    w = 2 * np.pi * f / RATE
    n = int(np.floor(RATE / f - 0.5))
    d = RATE / f - n
    c = np.sin((1 - d) * w / 2) / np.sin((1 + d) * w / 2)
    per_period, bend = 10 ** (-3 / (f * decay)), 2 * (1 - np.cos(w))
    b = max(0, min((1 - brightness) / 4, (1 - per_period / 0.99999) / bend))
    rho = min(0.99999, per_period / (1 - bend * b))
    # y[k] is at y[k + n + 1].
    y = np.concatenate([[0.0], burst(n, place, velocity, seed), np.zeros(FRAMES)])
    u_before = y_before = 0.0
    for k in range(n + 1, n + 1 + FRAMES):
        u = rho * ((1 - 2 * b) * y[k - n] + b * (y[k - n + 1] + y[k - n - 1]))
        y[k] = c * (u - y_before) + u_before
        u_before, y_before = u, y[k]
    heard = y[1 : FRAMES + 1]
    attack = np.minimum(np.arange(FRAMES) / 48, 1)
    return 0.25 * velocity**2 * attack**2 * (3 - 2 * attack) * heard


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent / "instruments"
    folder.mkdir(exist_ok=True)
    strings = [
        dict(zip(("pitch", "decay", "brightness", "position", "velocity", "seed"), s), samples=list(string(*s)))
        for s in STRINGS
    ]
    (folder / "strings.json").write_text(json.dumps(strings) + "\n")
