"""What holds for every page, whatever it reports."""

from pathlib import Path

from browser import need

CONTRAST = (Path(__file__).resolve().parent / "contrast.js").read_text()
NAMED = {"button", "link", "slider", "radio", "checkbox", "combobox", "searchbox", "image", "img", "table", "region",
         "MenuListPopup", "group", "radiogroup", "textbox"}


def contrast(browser):
    result = browser.run(CONTRAST)
    need(result["count"] > 10, "there is no text")
    need(not result["low"], lambda: f"{len(result['low'])} texts are hard to read: {result['low'][:4]}")
    return result["count"]


def names(browser):
    nodes = browser.accessible()
    roles = {role for role, _, _ in nodes}
    need({"banner", "main", "contentinfo", "heading"} <= roles, lambda: f"landmarks are missing: {sorted(roles)}")
    # A menu's popup has the name of its box.
    # A sign alone is read as what it looks like, or not at all.
    nameless = [role for role, name, _ in nodes
                if role in NAMED - {"MenuListPopup", "group"} and not any(letter.isalnum() for letter in name)]
    need(not nameless, lambda: f"without a name: {nameless}")
    levels = browser.run("return [...document.querySelectorAll('h1, h2, h3')].map((e) => Number(e.tagName[1]))")
    need(levels[:1] == [1] and levels.count(1) == 1, f"the headings begin with {levels[:3]}")
    need(all(after - before <= 1 for before, after in zip(levels, levels[1:])), f"a heading is left out: {levels}")
    return len(nodes)


def no_sideways(browser):
    wide = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    need(wide[0] <= wide[1] == 360, lambda: f"the page is {wide[0]} wide on a phone of 360, by " + str(browser.run(
        "return [...document.querySelectorAll('main *')].filter((e) => !e.closest('.box, .unseen') &&"
        " e.getBoundingClientRect().right > 361).slice(0, 4).map((e) => `${e.tagName}.${e.className}`)")))


def select_all(browser):
    """Every target once: whatever it lacks, it is shown."""
    buttons = browser.run("return [...document.querySelectorAll('.node')].map((e) => e.title)")
    for place, name in enumerate(buttons):
        browser.run("document.querySelectorAll('.node')[arguments[0]].click()", place)
        shown = browser.run("return document.querySelector('#target-title').textContent")
        need(shown == name, f"'{name}' was chosen, and '{shown}' is shown")
    return len(buttons)
