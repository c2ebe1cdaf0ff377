// A page that `bounce serve` gave out hears what a build does while it does it.

/** The place of the events; null on a page from disk. */
const liveSource = () => document.querySelector("meta[name=bounce-live]")?.content ?? null;
const isLive = () => liveSource() !== null;

const HEARD = new Set(["run-started", "target-started", "target-progress", "target-finished", "run-finished", "report-changed",
  "report-failed", "note"]);

class Live {
  constructor(page, source) {
    this.page = page;
    this.line = byID("live");
    this.events = new EventSource(source);
    this.events.addEventListener("open", () => this.tell("Live"));
    this.events.addEventListener("error", () => this.tell("The connection is lost; trying again", "lost"));
    this.events.addEventListener("message", ({ data }) => this.receive(data));
    this.tell("Connecting");
  }

  tell(text, state = "on") {
    this.line.hidden = false;
    this.line.dataset.state = state;
    this.line.textContent = text;
  }

  receive(data) {
    let event;
    try {
      event = JSON.parse(data);
    } catch {
      return;
    }
    if (HEARD.has(event?.event)) this[event.event](event);
  }

  "run-started"({ targets }) {
    this.tell(`A build of ${plural(targets ?? 0, "target")} runs`);
  }

  "target-started"({ target, action }) {
    this.page.graph.show(target, "running");
    this.tell(`${target}: ${action ?? "running"}`);
  }

  "target-progress"({ target, frames, of }) {
    this.page.graph.show(target, "running", { progress: of > 0 ? Math.min(1, frames / of) : undefined });
  }

  "target-finished"({ target, outcome, seconds }) {
    const known = this.page.report.byName.get(target);
    const state = { failed: "failed", blocked: "stale", skipped: known?.state ?? "fresh" }[outcome] ?? "fresh";
    this.page.graph.show(target, state, { seconds });
    this.tell(`${target}: ${outcome}`);
  }

  "run-finished"({ exit, seconds }) {
    const end = exit === 0 ? "The build ended well" : `The build ended with status ${exit}`;
    this.tell(`${end}${isNumber(seconds) ? `, after ${took(seconds)}` : ""}`, exit === 0 ? "on" : "lost");
    say(this.line.textContent);
  }

  note({ text }) {
    this.tell(text ?? "");
  }

  "report-failed"({ text }) {
    this.tell(text ?? "There is no report", "lost");
    say(this.line.textContent);
    this.complained = true;
  }

  async "report-changed"() {
    try {
      const answer = await fetch("report.json", { cache: "no-store" });
      if (answer.ok) this.page.redraw(readReport(await answer.json()));
      if (this.complained) this.tell("Live");
      this.complained = false;
    } catch {
      this.tell("The new report did not arrive", "lost");
    }
  }
}
