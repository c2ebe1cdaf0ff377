#!/usr/bin/env python3
"""The page of a report, in a browser: headless Chromium opens it, listens, seeks, switches, and reads it aloud.

    page.py                     all checks, on documents that are made here
    page.py --only seeks        the checks whose name has this word
    page.py --bounce PATH       a page that this bounce wrote of a small production, as well
    page.py --serve PATH        and what this bounce-serve serves of it
    page.py --report FILE       a page that `bounce report` wrote, as well: what holds for every page
    page.py --pictures DIR      leaves pictures of what it saw there
"""

import argparse
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True


def found(*names):
    return next((path for path in map(shutil.which, names) if path), None)


CHROMIUM, DRIVER = found("chromium", "chromium-browser", "google-chrome"), found("chromedriver")
try:
    from browser import Broken, Browser
except ImportError:
    sys.exit("page: python3-selenium is not installed")
if not CHROMIUM or not DRIVER:
    sys.exit("page: there is no chromium, or no chromedriver")

import fixture  # noqa: E402
import checks  # noqa: E402
import real  # noqa: E402
import serving  # noqa: E402
from small import Small  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="the checks whose name has this")
    parser.add_argument("--bounce", metavar="PATH", help="a bounce, to report a small production")
    parser.add_argument("--serve", metavar="PATH", help="a bounce-serve, to serve it")
    parser.add_argument("--report", action="append", default=[], metavar="FILE", help="a page that bounce wrote")
    parser.add_argument("--pictures", metavar="DIR", help="where to leave pictures")
    return parser.parse_args()


class Scene:
    """The browser, and the pages on disk beside their sound."""

    def __init__(self, browser, directory, pictures):
        self.browser, self.directory, self.pictures = browser, directory, pictures
        fixture.write_sounds(directory)
        for name in ("song", "empty", "large", "hostile", "bare"):
            (directory / f"{name}.html").write_text(fixture.page(getattr(fixture, name)()))

    def open(self, name, **options):
        self.browser.open(f"file://{self.directory}/{name}.html", **options)
        return self.browser

    def picture(self, name):
        if self.pictures:
            self.browser.picture(self.pictures / f"{name}.png")


def judge(name, check, browser):
    try:
        note = check()
        print(f"✓ {name}" + (f": {note}" if note else ""), flush=True)
        return True
    except Broken as problem:
        print(f"✗ {name}: {problem}", flush=True)
    except Exception:  # A check that stumbles is a check that fails.
        print(f"✗ {name}:\n{traceback.format_exc(limit=-3)}", flush=True)
    browser.errors()
    return False


def of_report(options, browser, path):
    checks = [(f"{path.name}: {name}", check) for name, check in real.ALL]
    return [judge(name, lambda: check(browser, path), browser) for name, check in checks if options.only in name]


def of_small(options, browser):
    """What bounce itself makes of a production, on disk and served."""
    with tempfile.TemporaryDirectory() as directory:
        small = Small(os.path.abspath(options.bounce), directory)
        results = [judge("bounce reports a small production", small.report, browser)]
        if not results[0]:
            return results
        results += of_report(options, browser, small.directory / "report.html")
        if options.serve:
            server = serving.Server(os.path.abspath(options.serve), small, browser.patience)
            try:
                for name, check in serving.ALL:
                    if options.only in f"served: {name}":
                        results.append(judge(f"served: {name}", lambda: check(server, browser), browser))
            finally:
                server.close()
        return results


def main():
    options = arguments()
    pictures = Path(options.pictures) if options.pictures else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    browser = Browser(CHROMIUM, DRIVER, float(os.environ.get("TEST_PATIENCE", "10")))
    results = []
    try:
        with tempfile.TemporaryDirectory() as directory:
            scene = Scene(browser, Path(directory), pictures)
            for name, check in checks.ALL:
                if options.only in name:
                    results.append(judge(name, lambda: check(scene), browser))
        if options.bounce:
            results += of_small(options, browser)
        for path in options.report:
            results += of_report(options, browser, Path(path))
    finally:
        browser.quit()
    print(f"{sum(results)} of {len(results)} checks hold")
    sys.exit(0 if results and all(results) else 1)


main()
