"""bounce-serve, from outside: what it gives out, what it refuses, and what a page of it hears."""

import http.client
import json
import os
import signal
import subprocess
import time
from urllib.parse import quote

from browser import Broken, need

AUDIO = "const audio = document.querySelector('audio[data-side=A]');"


class Server:
    """A bounce-serve over a production."""

    def __init__(self, program, small, patience):
        self.small = small
        self.program = program
        self.process = subprocess.Popen(
            [program, "--bounce", small.bounce, "-f", "small.json"], cwd=small.directory, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.address = self.process.stdout.readline().strip()
        if not self.address.startswith("http://127.0.0.1:"):
            self.close()
            raise Broken(f"it says '{self.address}': {self.process.stderr.read()}")
        self.port = int(self.address.rstrip("/").rpartition(":")[2])
        self.patience = patience

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10 * self.patience)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read() if answer.getheader("Content-Type") != "text/event-stream" else b""
        connection.close()
        return answer.status, answer.headers, body

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def gives(server):
    status, headers, page = server.ask("/")
    need(status == 200 and b'<meta name="bounce-live" content="events">' in page, f"the page is {status}")
    need("frame-ancestors 'none'" in headers["Content-Security-Policy"], "other pages may frame it")
    document = json.loads(server.ask("/report.json")[2])
    need([item["name"] for item in document["targets"]] == ["bass", "it's #1, 50%", "mix", "delivery"], "the report is another")
    for item in document["targets"]:
        data = (server.small.directory / item["output"]).read_bytes()
        path = "/" + quote(item["output"])
        status, headers, body = server.ask(path)
        need(status == 200 and body == data, f"{path} gives {status} and {len(body)} bytes")
        status, headers, body = server.ask(path, Range="bytes=100-299")
        need(status == 206 and body == data[100:300], f"a range of {path} gives {status} and {len(body)} bytes")
        need(headers["Content-Range"] == f"bytes 100-299/{len(data)}", f"it says {headers['Content-Range']}")
        status, headers, body = server.ask(path, method="HEAD")
        need(status == 200 and not body and headers["Content-Length"] == str(len(data)), f"HEAD {path} gives {status}")
    previous = next(item for item in document["targets"][0]["audio"]["compare"] if item["label"] == "previous run")
    status, headers, _ = server.ask("/" + previous["path"])
    need(status == 200 and headers["Content-Type"].startswith("audio/"), f"a kept recording is {headers['Content-Type']}")


def refuses(server):
    (server.small.directory / "secret").write_text("secret")
    detours = ["secret", "small.json", "cache/state.db", "bounces", "bounces/", "../secret", "bounces/../secret",
               "bounces/%2e%2e/secret", "%2e%2e/%2e%2e/etc/passwd", "..%2fsecret", "bounces//mix.wav", "./bounces/mix.wav",
               "bounces/mix.wav%00", "bounces/mix.wav/", "/etc/passwd", "%2fetc%2fpasswd", "bounces\\mix.wav", "%ff%fe"]
    for path in detours:
        status, _, body = server.ask("/" + path)
        need(status in (400, 404) and b"secret" not in body, f"/{path} gives {status}")
    need(server.ask("/", Host="evil.example")[0] == 403, "another name is let in")
    need(server.ask("/events", Host=f"evil.example:{server.port}")[0] == 403, "another name hears the events")
    for host in ("127.0.0.1.evil.example", "localhost.evil.example:80", "127.0.0.1:80@evil.example", ""):
        need(server.ask("/", Host=host)[0] in (400, 403), f"'{host}' is let in")
    for host in ("localhost", f"localhost:{server.port}", f"127.0.0.1:{server.port}"):
        need(server.ask("/", Host=host)[0] == 200, f"'{host}' is turned away")
    need(server.ask("/", method="POST")[0] in (404, 405), "it takes what is posted")


def live(server, browser):
    small = server.small
    browser.open(server.address)
    browser.until("the connection", "return document.querySelector('#live').textContent === 'Live'")
    browser.click(".node", "bass")
    browser.until("the sound", AUDIO + "return audio.readyState > 1")
    browser.click_at(".seek", 0.5)
    browser.until("the seek", AUDIO + "return Math.abs(audio.currentTime - 4) < 0.1")
    small.edit(0.2)
    state = "return [...document.querySelectorAll('.node')].find((e) => e.title === arguments[0]).dataset.state === arguments[1]"
    browser.until("the edit to make 'bass' stale", state, "bass", "stale")
    need(browser.text("#target-title") == "bass", "another target is chosen")
    browser.run("window.heard = []; new EventSource('events').addEventListener('message', (e) => window.heard.push(JSON.parse(e.data).event))")
    time.sleep(0.3)
    small.run("build")
    browser.until("the end of the build", "return window.heard.includes('run-finished') && window.heard.includes('report-changed')")
    heard = browser.run("return window.heard")
    need(heard[0] == "run-started" and "target-started" in heard and "target-finished" in heard, f"it hears {heard}")
    browser.until("'bass' to be up to date", state, "bass", "fresh")
    browser.until("the position", AUDIO + "return audio.readyState > 1 && Math.abs(audio.currentTime - 4) < 0.1")
    (small.directory / "small.json").write_text("{")
    browser.until("what is wrong to be told", "return document.querySelector('#live').textContent.includes('small.json')")
    small.edit(0.2)
    browser.until("the edit that mends it", "return document.querySelector('#live').textContent === 'Live'")
    killed(small, browser)
    server.close()
    browser.until("the loss to be told", "return document.querySelector('#live').dataset.state === 'lost'")


def killed(small, browser):
    """A build that wrote that it began, and is gone: its number may be another's by now, here this program's."""
    lines = [{"event": "process", "id": os.getpid()}, {"event": "run-started", "production": "small", "targets": 4},
             {"event": "target-started", "target": "mix", "action": "rendering"}]
    (small.directory / "cache/live").unlink()
    (small.directory / "cache/live").write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    browser.until("the end of a build that was killed", "return document.querySelector('#live').textContent.includes('137')")


def lives(process):
    """Whether it runs, and has not only not been taken note of."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def orphaned(server):
    """One that was started for a watch which is killed."""
    small = server.small
    command = '"$0" --bounce "$1" -f small.json --parent $$ & echo $!; wait'
    shell = subprocess.Popen(
        ["sh", "-c", command, server.program, small.bounce], cwd=small.directory, text=True, stdout=subprocess.PIPE)
    number = int(shell.stdout.readline())
    need(shell.stdout.readline().startswith("http://127.0.0.1:"), "it does not begin")
    need(lives(number), "it ended by itself")
    shell.kill()
    shell.wait()
    for _ in range(int(100 * server.patience)):
        if not lives(number):
            return
        time.sleep(0.1)
    os.kill(number, signal.SIGKILL)
    raise Broken("it outlives who started it")


ALL = [("gives out what the report names, whole and in parts", lambda server, _: gives(server)),
       ("refuses everything else, and everyone from elsewhere", lambda server, _: refuses(server)),
       ("ends with whoever started it, however that ends", lambda server, _: orphaned(server)),
       ("a page hears of edits and builds, and stays where it is", live)]
