"""Writes the expected values of the filters and the dynamics, with scipy, ffmpeg or a formula in numpy as the reference.

    python3 units.py        (scipy 1.17, ffmpeg 5.1; rewrites the files in units/)

Each file is text: one number per line, hexadecimal floating point so that no digit is lost. The first line names the case.
"""

import pathlib
import subprocess

import numpy as np
import scipy.signal as ss

HERE = pathlib.Path(__file__).parent / "units"
RATE = 48000.0


def signal(frames, state=12345):
    """Whole numbers from a linear congruential generator over 2^16, offset: exact in any language."""
    values = []
    for _ in range(frames):
        state = (state * 1103515245 + 12345) % 2**31
        values.append((state >> 8) % 65536 / 65536 - 0.25)
    return np.array(values)


def programme(frames=1200):
    """Two channels that are loud and quiet in turn, 150 frames each."""
    levels = np.array([1, 0.0625, 0.5, 0.001953125, 0, 0.25])[np.arange(frames) // 150 % 6]
    return np.array([signal(frames), signal(frames, 99)]) * levels


def write(name, values):
    lines = [name] + [float(value).hex() for value in np.ravel(values)]
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")


# The audio EQ cookbook, and the tilt.

def cookbook(kind, f, gain, q):
    w, A = 2 * np.pi * f / RATE, 10 ** (gain / 40)
    c, alpha, r = np.cos(w), np.sin(w) / (2 * q), 2 * np.sqrt(A)
    if kind == "tilt":
        k, w = 10 ** (gain / 20), np.tan(np.pi * f / RATE)
        return np.array([k + w, w - k, 0, 1 + k * w, k * w - 1, 0]) / (1 + k * w)
    b, a = {
        "lowpass": ([(1 - c) / 2, 1 - c, (1 - c) / 2], [1 + alpha, -2 * c, 1 - alpha]),
        "highpass": ([(1 + c) / 2, -1 - c, (1 + c) / 2], [1 + alpha, -2 * c, 1 - alpha]),
        "bandpass": ([alpha, 0, -alpha], [1 + alpha, -2 * c, 1 - alpha]),
        "notch": ([1, -2 * c, 1], [1 + alpha, -2 * c, 1 - alpha]),
        "bell": ([1 + alpha * A, -2 * c, 1 - alpha * A], [1 + alpha / A, -2 * c, 1 - alpha / A]),
        "low-shelf": (
            [A * (A + 1 - (A - 1) * c + r * alpha), 2 * A * (A - 1 - (A + 1) * c),
             A * (A + 1 - (A - 1) * c - r * alpha)],
            [A + 1 + (A - 1) * c + r * alpha, -2 * (A - 1 + (A + 1) * c), A + 1 + (A - 1) * c - r * alpha]),
        "high-shelf": (
            [A * (A + 1 + (A - 1) * c + r * alpha), -2 * A * (A - 1 + (A + 1) * c),
             A * (A + 1 + (A - 1) * c - r * alpha)],
            [A + 1 - (A - 1) * c + r * alpha, 2 * (A - 1 - (A + 1) * c), A + 1 - (A - 1) * c - r * alpha]),
    }[kind]
    return np.array(b + a) / a[0]


COOKBOOK = {
    "lowpass": (1000, 0, 2), "highpass": (300, 0, 0.7071), "bandpass": (2000, 0, 3), "notch": (50, 0, 10),
    "bell": (3000, -7.5, 1.5), "low-shelf": (200, 6, 0.7071), "high-shelf": (8000, -4, 0.9), "tilt": (800, 3, 1),
}
FFMPEG = {
    "lowpass": "lowpass=f={f}:t=q:w={q}", "highpass": "highpass=f={f}:t=q:w={q}",
    "bandpass": "bandpass=f={f}:t=q:w={q}", "notch": "bandreject=f={f}:t=q:w={q}",
    "bell": "equalizer=f={f}:t=q:w={q}:g={g}", "low-shelf": "lowshelf=f={f}:t=q:w={q}:g={g}",
    "high-shelf": "highshelf=f={f}:t=q:w={q}:g={g}",
}


def ffmpeg(effect, x):
    form = ["-f", "f64le", "-ar", "48000", "-ac", "1"]
    run = subprocess.run(["ffmpeg", "-v", "error", *form, "-i", "-", "-af", effect + ":r=f64", *form, "-"],
                         input=x.astype("<f8").tobytes(), capture_output=True, check=True)
    return np.frombuffer(run.stdout, "<f8")


def moving(x, design):
    """A second-order section designed anew every 16 frames, its coefficients in straight lines between."""
    y, x1, x2, y1, y2 = np.zeros(len(x)), 0.0, 0.0, 0.0, 0.0
    for n, v in enumerate(x):
        start, end = design(n // 16 * 16), design(n // 16 * 16 + 16)
        b0, b1, b2, _, a1, a2 = start + (end - start) / 16 * (n % 16)
        y[n] = b0 * v + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x1, x2, y1, y2 = v, x1, y[n], y1
    return y


def filters():
    x = signal(300)
    for kind, (f, gain, q) in COOKBOOK.items():
        write(f"cookbook-{kind}", ss.sosfilt([cookbook(kind, f, gain, q)], x))
        if kind in FFMPEG:
            write(f"ffmpeg-{kind}", ffmpeg(FFMPEG[kind].format(f=f, q=q, g=gain), x))
    write("moving-bell", moving(x, lambda n: cookbook(
        "bell", 200 + 4800 * min(1, n / 250), -6 + 18 * min(1, n / 250), 2)))
    for order in range(1, 17):
        low, high, band = 3000, 1500, (500, 5000)
        for name, make in [
            ("chebyshev", lambda w, t: ss.cheby1(order, 0.5, w, t, fs=RATE, output="sos")),
            ("inverse-chebyshev", lambda w, t: ss.cheby2(order, 60, w, t, fs=RATE, output="sos")),
            ("bessel", lambda w, t: ss.bessel(order, w, t, fs=RATE, output="sos", norm="mag")),
        ]:
            y = [ss.sosfilt(make(w, t), x) for w, t in [(low, "low"), (high, "high"), (band, "band")]]
            # The last hundred frames hold what the first two hundred did to the states.
            write(f"{name}-{order}", np.array(y)[:, 200:])
    for name, pass_zero, cutoff in [
        ("lowpass", True, 4000), ("highpass", False, 1000), ("bandpass", False, [1000, 6000])]:
        taps, beta = ss.kaiserord(80, 1000 / (RATE / 2))
        h = ss.firwin(taps | 1, cutoff, window=("kaiser", beta), pass_zero=pass_zero, fs=RATE)
        write(f"linear-phase-{name}-taps", h)
        write(f"linear-phase-{name}", ss.fftconvolve(np.pad(x, 300), h, "same")[300:-300])


# The recurrences of the dynamics.

def coefficient(seconds):
    return 1 - np.exp(-1 / (seconds * RATE)) if seconds > 0 else 1.0


def level(x, rms=False):
    if not rms:
        return np.max(np.abs(x), axis=0)
    m, out = 0.0, []
    for s in np.mean(x * x, axis=0):
        m += coefficient(0.01) * (s - m)
        m = 0.0 if m < 1e-40 else m
        out.append(np.sqrt(m))
    return np.array(out)


def gains(d, kind, T, R, W, attack, release, limit=np.inf, makeup=0.0, quiet=1e-9):
    n = len(d)
    T, R, makeup = (np.broadcast_to(np.asarray(v, float), n) for v in (T, R, makeup))
    r, out = 0.0, []
    rising, falling = coefficient(attack), coefficient(release)
    if kind == "expander":
        rising, falling = falling, rising
    with np.errstate(divide="ignore"):
        over = 20 * np.log10(d) - T
    for o, ratio, M in zip(over, R, makeup):
        if kind == "compressor":
            s = 1 - 1 / ratio
            c = 0.0 if o <= -W / 2 else s * (o + W / 2) ** 2 / (2 * W) if o < W / 2 else s * o
        else:
            s = ratio - 1
            c = 0.0 if o >= W / 2 else s * (o - W / 2) ** 2 / (2 * W) if o > -W / 2 else -s * o
        c = min(c, limit)
        r += (rising if c > r else falling) * (c - r)
        if c == 0 and r < quiet:
            r = 0.0
        out.append(10 ** ((M - r) / 20))
    return np.array(out)


def noise_gate(d, threshold, hysteresis, floor, attack, hold, release):
    g, is_open, held, out = floor, False, 0, []
    for v in d:
        if v >= threshold:
            is_open, held = True, hold
        elif is_open:
            if v >= threshold * hysteresis:
                held = hold
            elif held > 0:
                held -= 1
            else:
                is_open = False
        t = 1.0 if is_open else floor
        g += coefficient(attack if t > g else release) * (t - g)
        if abs(t - g) < 1e-9:
            g = t
        out.append(g)
    return np.array(out)


def envelope(d, rise, fall):
    e, out = 0.0, []
    for v in d:
        e += coefficient(rise if v > e else fall) * (v - e)
        e = 0.0 if e < 1e-40 else e
        out.append(e)
    return np.array(out)


def multiband(x, crossovers, bands):
    parts, rest = [], x
    for index, f in enumerate(crossovers):
        low, high = (ss.butter(2, f, t, fs=RATE, output="sos") for t in ("low", "high"))
        band, rest = (ss.sosfilt(np.vstack([s, s]), rest, axis=1) for s in (low, high))
        for other in crossovers[index + 1:]:
            _, a = ss.butter(2, other, fs=RATE)
            band = ss.lfilter(a[::-1], a, band, axis=1)
        parts.append(band)
    parts.append(rest)
    return sum(p * gains(level(p), "compressor", *settings) for p, settings in zip(parts, bands))


def dynamics():
    x = programme()
    d = level(x)
    write("compressor", x * gains(d, "compressor", -18, 4, 6, 0.001, 0.01, makeup=3))
    write("compressor-rms", x * gains(level(x, True), "compressor", -30, 8, 0, 0, 0.005))
    curve = -40 + 30 * np.minimum(1, np.arange(1200) / 1008)
    write("compressor-moving", x * gains(d, "compressor", curve, 3, 10, 0.0005, 0.02))
    key = signal(1200, 7) * (np.arange(1200) % 400 < 100)
    write("compressor-sidechain", x * gains(level(key[None]), "compressor", -24, 10, 3, 0.0002, 0.004))
    write("expander", x * gains(d, "expander", -20, 3, 8, 0.0005, 0.005, limit=40))
    write("noise-gate", x * noise_gate(d, 10 ** (-20 / 20), 10 ** (-6 / 20), 10 ** (-50 / 20), 0.0005, 60, 0.002))
    high = ss.sosfilt(ss.butter(2, 6000, "high", fs=RATE, output="sos"), x, axis=1)
    g = gains(level(high), "compressor", -30, 5, 0, 0.0005, 0.004, limit=12)
    write("de-esser", x + (g - 1) * high)
    write("multiband", multiband(x, [300, 3000], [
        (-24, 4, 6, 0.001, 0.01), (-30, 2, 0, 0.0005, 0.005), (-20, 8, 3, 0, 0.02)]))
    f, s, l = envelope(d, 0.001, 0.03), envelope(d, 0.02, 0.03), envelope(d, 0.001, 0.3)
    e = 1e-6
    G = 0.8 * 20 * np.log10((f + e) / (s + e)) - 0.5 * 20 * np.log10((l + e) / (f + e))
    write("transient-shaper", x * 10 ** (np.clip(G, -24, 24) / 20))


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    filters()
    dynamics()
