#!/usr/bin/env python3
"""Writes sources/sine.json: samples of sine tones over ten minutes, with the phase reduced in exact fractions."""

import json
import pathlib
from fractions import Fraction

import numpy as np

SECONDS = 600
TONES = [  # Hz, sample rate in Hz, phase in turns
    (110.0, 48000.0, 0.0),
    (440.0, 44100.0, 0.0),
    (261.6255653005986, 48000.0, 0.25),
    (997.0, 96000.0, 0.125),
    (15999.999, 48000.0, 0.7),
    (0.1, 192000.0, 0.0),
]


def tone(frequency, rate, phase):
    last = int(SECONDS * rate)
    frames = sorted({0, 1, 4095, 4096, last} | {int(n) for n in np.geomspace(2, last, 60)})
    turns = [(Fraction(frequency) * n / Fraction(rate) + Fraction(phase)) % 1 for n in frames]
    values = np.sin(2 * np.pi * np.array([float(t - 1 if t > Fraction(1, 2) else t) for t in turns]))
    return {
        "frequency": frequency, "sampleRate": rate, "phase": phase,
        "frames": frames, "values": [float(v) for v in values],
    }


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent / "sources"
    folder.mkdir(exist_ok=True)
    (folder / "sine.json").write_text(json.dumps([tone(*t) for t in TONES], indent=0) + "\n")
