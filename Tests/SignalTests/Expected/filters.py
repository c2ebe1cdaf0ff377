"""Writes the expected values of the filter tests, with scipy as the reference.

    python3 filters.py        (scipy 1.17; rewrites the files in filters/)

Each file is text: one number per line, hexadecimal floating point so that no digit is lost. The first line
names the case. The input of every case is `signal(frames)`, which the tests compute for themselves.
"""

import pathlib

import numpy as np
import scipy.signal

HERE = pathlib.Path(__file__).parent / "filters"
RATE = 48000.0

# name, type, order, cut-off(s) in Hz
DESIGNS = [
    ("lowpass-1-8000", "lowpass", 1, 8000.0),
    ("lowpass-2-1000", "lowpass", 2, 1000.0),
    ("lowpass-4-8000", "lowpass", 4, 8000.0),
    ("lowpass-5-20000", "lowpass", 5, 20000.0),
    ("lowpass-16-12000", "lowpass", 16, 12000.0),
    ("lowpass-4-100", "lowpass", 4, 100.0),
    ("highpass-1-500", "highpass", 1, 500.0),
    ("highpass-3-2000", "highpass", 3, 2000.0),
    ("highpass-4-20", "highpass", 4, 20.0),
    ("highpass-16-6000", "highpass", 16, 6000.0),
    ("bandpass-1-200-9000", "bandpass", 1, (200.0, 9000.0)),
    ("bandpass-2-300-3400", "bandpass", 2, (300.0, 3400.0)),
    ("bandpass-3-50-15000", "bandpass", 3, (50.0, 15000.0)),
    ("bandpass-8-4000-6000", "bandpass", 8, (4000.0, 6000.0)),
    ("bandpass-16-100-8000", "bandpass", 16, (100.0, 8000.0)),
]


def signal(frames):
    """Whole numbers from a linear congruential generator over 2^16, offset: exact in any language."""
    values, state = [], 12345
    for _ in range(frames):
        state = (state * 1103515245 + 12345) % 2**31
        values.append((state >> 8) % 65536 / 65536 - 0.25)
    return np.array(values)


def write(name, values):
    lines = [name] + [float(value).hex() for value in values]
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")


def main():
    HERE.mkdir(exist_ok=True)
    for name, kind, order, cutoff in DESIGNS:
        sos = scipy.signal.butter(order, cutoff, btype=kind, fs=RATE, output="sos")
        write(f"{name}-sosfilt", scipy.signal.sosfilt(sos, signal(300)))
        write(f"{name}-sosfiltfilt", scipy.signal.sosfiltfilt(sos, signal(300)))
        write(f"{name}-short", scipy.signal.sosfiltfilt(sos, signal(9), padlen=min(8, padlen(sos))))
    # Sections as scipy makes them, to tell errors of the design from errors of the filter.
    sos = scipy.signal.butter(5, 3000.0, fs=RATE, output="sos")
    write("sections", sos[:, [0, 1, 2, 4, 5]].ravel())
    write("sections-sosfilt", scipy.signal.sosfilt(sos, signal(300)))


def padlen(sos):
    taps = 2 * len(sos) + 1
    return 3 * (taps - min((sos[:, 2] == 0).sum(), (sos[:, 5] == 0).sum()))


if __name__ == "__main__":
    main()
