"""A headless Chromium with a page in it, and what the checks ask of it."""

import base64
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# A file that is missing is reported by the browser itself; the page says so, too, and that is checked.
EXPECTED = "ERR_FILE_NOT_FOUND"

KEYS = {"tab": Keys.TAB, "enter": Keys.ENTER, "space": " ", "left": Keys.LEFT, "right": Keys.RIGHT, "up": Keys.UP,
        "down": Keys.DOWN, "home": Keys.HOME, "end": Keys.END}


class Broken(Exception):
    """Something that the page did and must not do."""


def need(holds, message):
    if not holds:
        raise Broken(message() if callable(message) else message)


class Browser:
    def __init__(self, chromium, chromedriver, patience=10):
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
                         "--autoplay-policy=no-user-gesture-required"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(chromedriver), options=options)
        self.patience = patience

    def quit(self):
        self.driver.quit()

    def tell(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def run(self, script, *arguments):
        """The value of a script: `return …`."""
        return self.driver.execute_script(script, *arguments)

    def open(self, address, width=1280, height=900, dark=False, media="", reduced=False):
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                    {"name": "prefers-reduced-motion", "value": "reduce" if reduced else "no-preference"}]
        self.tell("Emulation.setEmulatedMedia", media=media, features=features)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get(str(address))
        self.until("the page to be drawn", "return document.querySelector('#said') && document.title !== 'bounce'")

    def until(self, what, script, *arguments):
        """Waits, as long as a slow machine may take. The condition decides, and no time that passed."""
        deadline = time.monotonic() + self.patience * 2
        while time.monotonic() < deadline:
            value = self.run(script, *arguments)
            if value:
                return value
            time.sleep(0.03)
        raise Broken(f"waited in vain for {what}")

    def errors(self):
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING") and EXPECTED not in entry["message"]]

    def quiet(self):
        found = self.errors()
        need(not found, lambda: f"the console has: {found[0]}")

    def press(self, *names, shift=False):
        chain = ActionChains(self.driver)
        if shift:
            chain.key_down(Keys.SHIFT)
        for name in names:
            chain.send_keys(KEYS.get(name, name))
        if shift:
            chain.key_up(Keys.SHIFT)
        chain.perform()

    def click(self, selector, text=None):
        """As a pointer does it: in the middle of what is there."""
        found = self.run(
            "return [...document.querySelectorAll(arguments[0])].find((e) => !arguments[1] || e.textContent.includes(arguments[1]))",
            selector, text)
        need(found is not None, f"there is no {selector} {text or ''}")
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", found)
        ActionChains(self.driver).move_to_element(found).click().perform()

    def click_at(self, selector, part):
        """At a part of an element's width."""
        found = self.run("const e = document.querySelector(arguments[0]); e.scrollIntoView({ block: 'center', behavior: 'instant' });"
                         "return e", selector)
        width = found.size["width"]
        ActionChains(self.driver).move_to_element_with_offset(found, round(width * part - width / 2), 0).click().perform()

    def focused(self):
        return self.run("const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent.trim() || e.value || e.tagName")

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def accessible(self):
        """What assistive programs are given: (role, name) of everything that is not ignored."""
        self.tell("Accessibility.enable")
        nodes = self.tell("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", "").strip(), node) for node in nodes
                if not node.get("ignored") and "role" in node]

    def pdf(self):
        return base64.b64decode(self.tell("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"]))
