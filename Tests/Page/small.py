"""A small production, built by bounce itself: what it reports, and what bounce-serve serves of it."""

import json
import subprocess
from pathlib import Path

from browser import need


def description(level=0.4):
    tone = {"rule": "tone", "wave": "saw", "frequency": 110, "level": level}
    return {
        "schema": 1, "name": "small", "tempo": 120, "channels": "stereo",
        "sections": [{"name": "one", "length": {"bars": 2}}, {"name": "two", "length": {"bars": 2}}],
        "targets": [
            {"rule": "stem", "name": "bass", "instruments": [tone], "effects": [{"rule": "lowpass", "frequency": 600}]},
            {"rule": "stem", "name": "it's #1, 50%", "instruments": [
                {"rule": "drums", "patterns": [{"kick": "x...", "closedHat": "..x."}], "level": 0.6}]},
            {"rule": "master", "name": "mix", "inputs": [{"target": "bass", "gain": {"decibels": -4}}, {"target": "it's #1, 50%"}],
             "effects": [{"rule": "limiter", "ceiling": -2}], "gates": [{"rule": "true-peak", "atMost": -1}]},
            {"rule": "archive", "name": "delivery", "members": ["mix", "bass"]},
        ],
    }


class Small:
    def __init__(self, bounce, directory):
        self.bounce, self.directory = bounce, Path(directory)
        self.edit(0.4)

    def edit(self, level):
        (self.directory / "small.json").write_text(json.dumps(description(level)))

    def run(self, *arguments):
        result = subprocess.run([self.bounce, *arguments, "-f", "small.json"], cwd=self.directory, capture_output=True,
                                text=True)
        need(result.returncode == 0, f"bounce {' '.join(arguments)} ended with {result.returncode}: {result.stderr}")
        return result.stdout

    def report(self):
        """After an edit, so that there is something to compare with."""
        self.run("build")
        self.edit(0.3)
        self.run("build")
        self.run("report")
        return f'{(self.directory / "report.html").stat().st_size} bytes'
