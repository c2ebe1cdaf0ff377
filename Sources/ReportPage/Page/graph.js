// The graph: a button for each target, and curves behind them. Inputs are drawn through, comparisons dashed.

function edgesOf(report) {
  const edges = [];
  for (const target of report.targets)
    for (const [names, comparison] of [[target.inputs, false], [target.comparisons, true]])
      for (const name of new Set(names)) {
        const from = report.byName.get(name);
        if (from && from !== target) edges.push({ from, to: target, comparison });
      }
  return edges;
}

/** From the right of one button, level through each bend, to the left of another. */
function curve(points) {
  let path = "";
  points.forEach(({ x, y, bend }, place) => {
    const enter = x;
    const leave = bend ? x + NODE.width : x + NODE.width;
    if (place === 0) return void (path = `M${leave} ${y}`);
    const before = points[place - 1];
    const from = before.x + NODE.width;
    const half = Math.max(20, (enter - from) / 2);
    path += `C${from + half} ${before.y} ${enter - half} ${y} ${enter} ${y}`;
    if (bend) path += `H${leave}`;
  });
  return path;
}

class Graph {
  constructor(report, onSelect) {
    this.report = report;
    this.layout = layOut(report.targets, edgesOf(report));
    this.buttons = new Map();
    const { width, height, paths, places } = this.layout;
    this.edges = paths.map(({ edge, points }) => ({
      edge,
      line: shape("path", { d: curve(points), class: edge.comparison ? "edge compared" : "edge" }),
    }));
    const lines = shape("svg", { width, height, "aria-hidden": "true" }, this.edges.map(({ line }) => line));
    const buttons = report.targets.map((target) => this.button(target, places.get(target), onSelect));
    this.sheet = element("div", { class: paths.length > 120 ? "sheet many" : "sheet", style: { width: `${width}px`, height: `${height}px` } }, lines,
      element("div", { role: "group", "aria-label": "Targets, from what is made first to what is made last" }, buttons));
    this.box = element("div", { class: "box" }, this.sheet);
    this.box.addEventListener("keydown", (event) => this.move(event));
    this.makeReachable(report.targets[0]);
  }

  button(target, place, onSelect) {
    const button = element("button", {
      type: "button", class: "node", style: { left: `${place.x}px`, top: `${place.y}px` }, tabindex: -1,
      onclick: () => onSelect(target.name),
    });
    button.target = target;
    this.buttons.set(target.name, button);
    this.show(target.name, target.state);
    return button;
  }

  /** State, time and progress of a target, as they are or as an event tells. */
  show(name, state, { seconds, progress } = {}) {
    const button = this.buttons.get(name);
    if (!button) return;
    const { target } = button;
    const time = state === "running" ? (isNumber(progress) ? `${Math.round(progress * 100)} %` : "…") : took(seconds ?? target.seconds);
    const broken = target.broken && state !== "running" ? `${plural(target.broken, "gate")} broken` : "";
    button.dataset.state = state;
    button.title = target.name;
    button.setAttribute("aria-label", [target.name, target.kind, STATES[state].words, time, broken].filter(Boolean).join(", "));
    button.replaceChildren(...[
      element("span", { class: "sign", "aria-hidden": "true" }, STATES[state].sign),
      element("span", { class: "name" }, named(target.name)),
      element("span", { class: "line" }, element("span", {}, broken || target.kind), element("span", { class: "time" }, time)),
      state === "running" && element("span", { class: "progress", style: { "--part": progress ?? 0 } }),
    ].filter(Boolean));
  }

  makeReachable(target) {
    for (const button of this.buttons.values()) button.tabIndex = -1;
    const button = target && this.buttons.get(target.name);
    if (button) button.tabIndex = 0;
    return button;
  }

  /** The selected target, and what it is made from and into. */
  select(name) {
    for (const [each, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(each === name));
      button.classList.toggle("chosen", each === name);
    }
    for (const { edge, line } of this.edges)
      line.classList.toggle("near", edge.from.name === name || edge.to.name === name);
    this.center(this.makeReachable(this.report.byName.get(name)));
  }

  /** Within its own box: the page stays where it is. */
  center(button) {
    if (!button) return;
    const { box } = this;
    const [x, y] = [parseFloat(button.style.left), parseFloat(button.style.top)];
    if (x < box.scrollLeft || x + NODE.width > box.scrollLeft + box.clientWidth - 40)
      box.scrollLeft = x + NODE.width / 2 - box.clientWidth / 2;
    if (y < box.scrollTop || y + NODE.height > box.scrollTop + box.clientHeight - 40)
      box.scrollTop = y + NODE.height / 2 - box.clientHeight / 2;
  }

  /** The arrow keys go where they point: up and down within a layer, left and right along the edges. */
  move(event) {
    const target = event.target.closest(".node")?.target;
    if (!target || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = this.neighbour(target, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    const button = this.makeReachable(next);
    button.focus({ preventScroll: true });
    this.center(button);
  }

  neighbour(target, key) {
    const { columns, places } = this.layout;
    const column = columns.find((each) => each.includes(target));
    const place = column.indexOf(target);
    const y = places.get(target).y;
    const nearest = (targets) => targets.sort((a, b) => Math.abs(places.get(a).y - y) - Math.abs(places.get(b).y - y))[0];
    const along = (from, to) => this.edges.filter(({ edge }) => edge[from] === target).map(({ edge }) => edge[to]);
    switch (key) {
      case "ArrowUp": return column[place - 1];
      case "ArrowDown": return column[place + 1];
      case "ArrowLeft": return nearest(along("to", "from"));
      case "ArrowRight": return nearest(along("from", "to"));
      case "Home": return columns[0][0];
      case "End": return columns.at(-1)[0];
      default: return null;
    }
  }

  /** Dims what does not have all of these words. */
  find(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (const [name, button] of this.buttons) {
      const { kind } = button.target;
      const state = button.dataset.state;
      const holds = words.every((word) => `${name} ${kind} ${state} ${STATES[state].words}`.toLowerCase().includes(word));
      button.classList.toggle("dim", !holds);
      if (holds) found.push(name);
    }
    if (words.length && found.length) this.center(this.buttons.get(found[0]));
    return found;
  }
}

/** What the signs and lines mean. */
function legend(report) {
  const states = new Set(report.targets.map((target) => target.state));
  return element("p", { class: "legend" },
    Object.entries(STATES).filter(([state]) => states.has(state)).map(([state, { sign, words }]) =>
      element("span", { "data-state": state }, element("span", { class: "sign", "aria-hidden": "true" }, sign), words)),
    report.targets.some((target) => target.comparisons.length) &&
      element("span", {}, element("span", { class: "dashes", "aria-hidden": "true" }), "compared with"));
}
