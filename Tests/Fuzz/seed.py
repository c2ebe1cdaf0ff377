#!/usr/bin/env python3
"""Writes the corpora that fuzzing starts from: a few small files of each kind. Usage: seed.py PATH-TO-BOUNCE"""

import io
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

CORPUS = Path(__file__).resolve().parent / "Corpus"


def put(target, name, content):
    (CORPUS / target).mkdir(parents=True, exist_ok=True)
    (CORPUS / target / name).write_bytes(content)


def description(container, encoding):
    return {"schema": 1, "name": "seed", "tempo": 100, "sampleRate": 8000, "channels": "mono",
            "sections": [{"name": "all", "length": {"beats": 0.02}}],
            "format": {"rule": container, "encoding": encoding},
            "targets": [
                {"rule": "stem", "name": "bass", "sections": ["all"],
                 "instruments": [{"rule": "tone", "wave": "saw", "frequency": 55, "level": 0.4}],
                 "effects": [{"rule": "lowpass", "frequency": 600}]},
                {"rule": "master", "name": "mix", "inputs": [{"target": "bass", "gain": {"decibels": -4}}],
                 "effects": [{"rule": "limiter", "ceiling": -2}], "gates": [{"rule": "peak", "atMost": -1}]},
                {"rule": "archive", "name": "zip", "members": ["bass", "mix"]}]}


def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def extensible():
    """A WAV file of the extensible form, with markers."""
    guid = bytes.fromhex("0100000000001000800000aa00389b71")
    form = struct.pack("<HHIIHHHHI", 0xFFFE, 2, 8000, 32000, 4, 16, 22, 16, 3) + guid
    cue = struct.pack("<IIIIIII", 1, 1, 0, 0x61746164, 0, 0, 4)
    label = chunk(b"labl", struct.pack("<I", 1) + b"here\0")
    body = b"WAVE" + chunk(b"fmt ", form) + chunk(b"cue ", cue) + chunk(b"LIST", b"adtl" + label)
    body += chunk(b"data", bytes(range(64)))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def packed(method):
    bytes = io.BytesIO()
    with zipfile.ZipFile(bytes, "w", method) as archive:
        for name in ("a.wav", "b/ü.wav"):
            archive.writestr(zipfile.ZipInfo(name), b"sound " * 20, method)
    return bytes.getvalue()


def main():
    bounce = str(Path(sys.argv[1]).resolve())
    for container, encoding in (("wav", "pcm24"), ("wav", "float32"), ("aiff", "pcm16"), ("flac", "pcm16")):
        with tempfile.TemporaryDirectory() as directory:
            text = json.dumps(description(container, encoding)).encode()
            Path(directory, "seed.json").write_bytes(text)
            subprocess.run([bounce, "-q", "-f", "seed.json"], cwd=directory, check=True)
            put("FuzzDescription", f"{container}-{encoding}.json", text)
            put("FuzzSound", f"{encoding}.{container}", Path(directory, f"bounces/bass.{container}").read_bytes())
            put("FuzzArchive", f"{container}-{encoding}.zip", Path(directory, "bounces/zip.zip").read_bytes())
    put("FuzzSound", "extensible.wav", extensible())
    put("FuzzArchive", "stored.zip", packed(zipfile.ZIP_STORED))
    put("FuzzArchive", "deflated.zip", packed(zipfile.ZIP_DEFLATED))


if __name__ == "__main__":
    main()
