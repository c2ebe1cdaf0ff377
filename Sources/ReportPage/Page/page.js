// The page as a whole. The other files only declare; this one, the last, begins.

class Page {
  constructor(report) {
    this.player = new Player(byID("sound"));
    this.onSelect = (name) => this.select(name);
    this.onGo = (name, seconds) => this.select(name, { seconds });
    this.draw(report);
    addEventListener("keydown", (event) => this.transport.key(event));
    byID("find").querySelector("input").addEventListener("input", ({ target }) => this.find(target.value));
    byID("find").querySelector("input").addEventListener("keydown", (event) => this.findKey(event));
    addEventListener("hashchange", () => this.select(nameInAddress()));
  }

  draw(report) {
    this.report = report;
    document.title = `${report.production} · bounce`;
    byID("production").textContent = report.production;
    byID("facts").textContent = factsInWords(report);
    byID("summary").replaceChildren(...summary(report));
    byID("colophon").textContent = `bounce ${report.bounce ?? ""}`;
    this.graph = new Graph(report, this.onSelect);
    byID("graph-box").replaceChildren(...(report.targets.length
      ? [this.graph.box, legend(report)] : [element("p", { class: "quiet" }, "This production has no targets yet.")]));
    byID("find").hidden = report.targets.length <= 12;
    const before = this.transport;
    before?.dispose();
    this.transport = new Transport(report, this.player);
    this.transport.onmove = (seconds) => {
      this.view?.moveTo(seconds);
      this.tracks?.moveTo(seconds);
    };
    this.tracks?.dispose();
    this.tracks = new Tracks(report, (name, seconds) => this.select(name, { seconds, stay: true }));
    byID("tracks-box").replaceChildren(this.tracks.made);
    this.drawGates();
    this.drawRun();
    const chosen = report.byName.get(nameInAddress()) ?? report.byName.get(this.view?.target.name) ?? firstChoice(report);
    if (chosen) this.show(chosen, before?.label);
    else byID("target").replaceChildren(element("h2", { id: "target-title" }, "No target"),
      element("p", { class: "quiet" }, "Declare one in Targets.swift, and build."));
  }

  drawGates() {
    const rows = this.report.targets.flatMap((target) => target.gates.map((gate) => ({ target, gate })));
    byID("gates-box").replaceChildren(rows.length
      ? gateTable(rows, { naming: true, caption: "All gates, broken ones first", onSelect: this.onSelect, onGo: this.onGo })
      : element("p", { class: "quiet" }, "No gate has judged anything yet."));
  }

  drawRun() {
    const { run } = this.report;
    byID("run-box").replaceChildren(...(run
      ? [element("p", { class: "figures" }, runInWords(run)), timeline(run, this.onSelect), spansOf(run).length > 0 && longest(run, this.onSelect)].filter(Boolean)
      : [element("p", { class: "quiet" }, "Nothing has been built yet.")]));
  }

  /** After a build: what was selected and where it played stay. */
  redraw(report) {
    const focused = document.activeElement?.closest(".node")?.target.name;
    const { scrollTop } = this.tracks.made;
    this.draw(report);
    this.tracks.made.scrollTop = scrollTop;
    if (focused) this.graph.buttons.get(focused)?.focus({ preventScroll: true });
    say("The report is up to date");
  }

  show(target, label) {
    this.view?.dispose();
    this.transport.load(target, label);
    this.view = new TargetView(this.report, target, this.player, this);
    this.graph.select(target.name);
    this.tracks.select(target.name);
    this.transport.moved();
  }

  /** With a position, goes there, too. A list to listen around in stays in view. */
  select(name, { seconds, stay = false } = {}) {
    const target = this.report.byName.get(name);
    if (!target) return;
    if (this.view?.target !== target) {
      this.show(target);
      say(`${name}, ${target.kind}, ${STATES[target.state].words}`);
      nameInAddress(name);
    }
    if (isNumber(seconds)) this.player.seek(seconds);
    if (!stay) reveal(byID("target"));
  }

  find(text) {
    const found = this.graph.find(text);
    if (text.trim()) say(`${plural(found.length, "target")} found`);
    this.found = found;
  }

  findKey(event) {
    if (event.key !== "Enter" || !event.target.value.trim() || !this.found?.length) return;
    event.preventDefault();
    this.select(this.found[0]);
    this.graph.buttons.get(this.found[0]).focus({ preventScroll: true });
  }
}

/** The selection is part of the address, so that a link leads to it. */
function nameInAddress(name) {
  try {
    if (name === undefined) return decodeURIComponent(location.hash.replace(/^#target=/, ""));
    history.replaceState(null, "", `#target=${encodeURIComponent(name)}`);
  } catch {
    // An address of another kind.
  }
  return "";
}

function factsInWords(report) {
  return [report.length > 0 && clock(report.length), report.sampleRate && hertz(report.sampleRate),
    report.run?.begun && `built ${moment(report.run.begun)}`].filter(Boolean).join(" · ");
}

/** How it stands, in one line. */
function summary(report) {
  const { targets } = report;
  if (!targets.length) return [];
  const count = (state) => targets.filter((target) => target.state === state).length;
  const gates = targets.flatMap((target) => target.gates);
  const broken = gates.filter(({ holds }) => holds === false).length;
  const part = (state, text) => element("span", { "data-state": state }, element("span", { class: "sign", "aria-hidden": "true" }, STATES[state].sign), text);
  const states = ["failed", "stale", "maybe"].filter(count).map((state) => part(state, `${count(state)} ${STATES[state].words}`));
  const fresh = count("fresh") === targets.length ? `all ${targets.length} up to date` : `${count("fresh")} of ${plural(targets.length, "target")} up to date`;
  const held = broken ? part("failed", `${broken} of ${plural(gates.length, "gate")} broken`) : gates.length && part("fresh", gates.length === 1 ? "the gate holds" : `all ${gates.length} gates hold`);
  return [states.length ? element("span", {}, fresh) : part("fresh", fresh), ...states, held].filter(Boolean);
}

function begin() {
  startTheme();
  startSurfaces();
  const page = new Page(readReport(JSON.parse(byID("report").textContent)));
  if (isLive()) new Live(page, liveSource());
  performance.mark("drawn");
}

begin();
