"""A page that `bounce report` wrote."""

import json

import general
from browser import need


def opens(browser, path):
    browser.open(f"file://{path.resolve()}")
    count = general.select_all(browser)
    browser.quiet()
    return f"{count} targets"


def readable(browser, path):
    for dark in (False, True):
        browser.open(f"file://{path.resolve()}", dark=dark)
        general.contrast(browser)
    general.names(browser)


def phone(browser, path):
    browser.open(f"file://{path.resolve()}", width=360, height=740)
    general.no_sideways(browser)


def plays(browser, path):
    browser.open(f"file://{path.resolve()}")
    report = json.loads(browser.run("return document.querySelector('#report').textContent"))
    audible = [target for target in report["targets"] if target.get("audio")]
    for target in audible:
        browser.run("[...document.querySelectorAll('.node')].find((e) => e.title === arguments[0]).click()", target["name"])
        browser.until(f"the sound of {target['name']}", "return document.querySelector('audio[data-side=A]')?.readyState > 0"
                      " || document.querySelector('#transport .status').textContent")
        seconds = browser.run("return document.querySelector('audio[data-side=A]').duration")
        need(seconds and abs(seconds - target["audio"]["seconds"]) < 0.1,
             f"{target['name']} lasts {seconds} s, and {target['audio']['seconds']} s are reported: {browser.text('#transport .status')}")
    return f"{len(audible)} recordings"


ALL = [("opens, and shows every target", opens), ("is readable in both themes", readable),
       ("fits on a phone", phone), ("plays every recording", plays)]
