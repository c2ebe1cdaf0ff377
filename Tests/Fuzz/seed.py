#!/usr/bin/env python3
"""Writes the corpora that fuzzing starts from: a few small files of each kind. Usage: seed.py PATH-TO-BOUNCE"""

import io
import json
import struct
import subprocess
import sys
import tarfile
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


def tar(form):
    bytes = io.BytesIO()
    with tarfile.open(fileobj=bytes, mode="w", format=form) as archive:
        for name in ("a.wav", "b/ü.wav", "c" * 90 + "/" + "d" * 60 + ".wav"):
            member = tarfile.TarInfo(name)
            member.size = 120
            archive.addfile(member, io.BytesIO(b"sound " * 20))
    return bytes.getvalue()


def midi():
    """Two tracks: a tempo and a time signature; notes with running status, one of them ended by velocity 0."""
    def track(*events):
        body = b"".join(events) + b"\0\xff\x2f\0"
        return b"MTrk" + struct.pack(">I", len(body)) + body

    conductor = track(b"\0\xff\x51\x03\x07\xa1\x20", b"\0\xff\x58\x04\x07\x03\x18\x08")
    notes = track(b"\0\xff\x03\x04bass", b"\0\xc0\x21", b"\0\x90\x24\x64", b"\x60\x80\x24\x40",
                  b"\0\x91\x30\x50", b"\x81\x40\x30\0", b"\0\xe0\0\x40", b"\0\xf0\x03\x01\x02\xf7")
    return b"MThd" + struct.pack(">IHHH", 6, 1, 2, 96) + conductor + notes


def delivered(bounce):
    """One target in every format, and a tar and a sheet of them."""
    formats = {"rf64": "pcm24", "w64": "pcm16", "bwf": "pcm24", "caf": "float32", "flac": "pcm24", "vorbis": None,
               "opus": None, "mp3": None, "aiff": "float32"}
    whole = description("wav", "pcm16") | {"sampleRate": 48000, "tags": {"title": "Seed", "key": "F#m"}}
    whole["targets"] = [
        {"rule": "stem", "name": name, "instruments": [{"rule": "tone", "frequency": 441, "level": 0.4}],
         "format": {"rule": name} | ({"encoding": encoding} if encoding else {})}
        for name, encoding in formats.items()]
    whole["targets"][0]["gates"] = [{"rule": "peak", "atMost": 0}]
    whole["targets"].append(
        {"rule": "archive", "name": "tar", "members": ["rf64", "opus"], "compression": "zstd"})
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "seed.json").write_text(json.dumps(whole))
        subprocess.run([bounce, "-q", "-f", "seed.json"], cwd=directory, check=True)
        for path in sorted(Path(directory, "bounces").iterdir()):
            if path.name == "tar.tar.zst":
                put("FuzzTar", "delivery.tar.zst", path.read_bytes())
                sheet = subprocess.run(
                    ["sh", "-c", 'zstd -dc "$0" | tar -xO delivery.json', path], capture_output=True, check=True).stdout
                put("FuzzSheet", "delivery.json", sheet)
            else:
                put("FuzzSound", f"delivered-{path.name}", path.read_bytes())


def main():
    bounce = str(Path(sys.argv[1]).resolve())
    delivered(bounce)
    put("FuzzMIDI", "two-tracks.mid", midi())
    for name, form in (("pax", tarfile.PAX_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("ustar", tarfile.USTAR_FORMAT)):
        put("FuzzTar", f"{name}.tar", tar(form))
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
