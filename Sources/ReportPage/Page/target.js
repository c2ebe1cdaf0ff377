// The selected target: why it is as it is, what it looks and measures like, what it is made by.

const definition = (term, ...content) => [element("dt", {}, term), element("dd", {}, content)];

function targetLinks(names, report, onSelect) {
  return names.map((name, place) => [place > 0 && ", ", report.byName.has(name)
    ? element("button", { type: "button", class: "link", onclick: () => onSelect(name) }, named(name)) : named(name)]);
}

function heading(target) {
  const { sign, words } = STATES[target.state];
  const figures = [target.kind, isNumber(target.length) && clock(target.length), target.audio?.channels > 0 && plural(target.audio.channels, "channel"),
    target.audio?.sampleRate && hertz(target.audio.sampleRate), isNumber(target.audio?.loudness) && `${fixed(target.audio.loudness, 2)} LUFS`,
    bytes(target.bytes), target.seconds !== null && isNumber(target.seconds) && `made in ${took(target.seconds)}`];
  return element("div", { class: "heading" },
    element("div", {}, element("h2", { id: "target-title" }, named(target.name)),
      element("p", { class: "figures" }, figures.filter(Boolean).join(" · "))),
    element("p", { class: "badge", "data-state": target.state }, element("span", { class: "sign", "aria-hidden": "true" }, sign), words));
}

/** From the root of it down to this target. */
function whyPart(target, onSelect) {
  if (!target.why.length) return null;
  return element("section", { class: "why", "aria-label": "Why" }, element("h3", {}, "Why"),
    element("ol", {}, target.why.map(({ target: name, state, text }) => element("li", { "data-state": state },
      element("span", { class: "sign", "aria-hidden": "true" }, STATES[state]?.sign ?? "?"),
      element("span", { class: "unseen" }, `${STATES[state]?.words ?? state}: `),
      element("button", { type: "button", class: "link", onclick: () => onSelect(name) }, named(name ?? "")),
      element("ul", {}, list(text).map((line) => element("li", {}, minus(line))))))));
}

/** Of a content, its first digits are enough. */
const componentValue = (value) =>
  /^[\w-]+:[0-9a-f]{16,}$/.test(value) ? element("code", { title: value }, shortDigest(value)) : minus(value);

function recipePart(target) {
  if (!target.components.length) return null;
  return element("section", { class: "wide", "aria-label": "Recipe" }, element("h3", {}, "Recipe"),
    element("dl", { class: "recipe" }, target.components.map(({ name, value }) => element("div", {},
      element("dt", {}, breakable(name ?? "")), element("dd", {}, componentValue(String(value ?? "")))))));
}

function originPart(target, report, onSelect) {
  const rows = [
    target.inputs.length > 0 && definition("made from", targetLinks(target.inputs, report, onSelect)),
    target.comparisons.length > 0 && definition("compared with", targetLinks(target.comparisons, report, onSelect)),
    target.files.length > 0 && definition("files", target.files.map((file, place) => [place > 0 && ", ", named(file)])),
    target.output && definition("output", element("a", { href: address(target.output) }, named(target.output))),
    target.digest && definition("digest", element("code", {}, target.digest)),
  ].filter(Boolean);
  return rows.length ? element("section", { "aria-label": "Origin" }, element("h3", {}, "Origin"), element("dl", {}, rows)) : null;
}

function historyPart(target) {
  if (!target.history.length) return null;
  return element("section", { "aria-label": "History" }, element("h3", {}, "History"),
    element("table", { class: "history" }, element("caption", { class: "unseen" }, "Runs that made this target"),
      element("thead", {}, element("tr", {}, ["Run", "Begun", "Outcome", "Took", "Digest"].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, target.history.map(({ run, begun, outcome, seconds, digest }) => element("tr", {},
        element("th", { scope: "row" }, run ?? ""), element("td", {}, moment(begun)), element("td", {}, OUTCOMES[outcome] ?? outcome ?? ""),
        element("td", { class: "value" }, took(seconds)), element("td", {}, digest ? element("code", { title: digest }, shortDigest(digest)) : ""))))));
}

function gatesPart(target, { onSelect, onGo }) {
  if (!target.gates.length && !target.notes.length) return null;
  return element("section", { class: "wide", "aria-label": "Gates of this target" }, element("h3", {}, "Gates"),
    target.gates.length > 0 && gateTable(target.gates.map((gate) => ({ target, gate })), { naming: false, caption: `Gates of ${target.name}`, onSelect, onGo }),
    target.notes.map((note) => element("p", { class: "note" }, minus(note))));
}

/** What takes the pictures' place where there are none. */
function withoutPictures(target) {
  const reason = target.audio ? "There is no picture of this recording." : target.output ? "This target is not a recording." : "There is no output yet.";
  return element("p", { class: "quiet" }, reason);
}

class TargetView {
  constructor(report, target, player, actions) {
    this.target = target;
    const shown = target.picture && isNumber(target.picture.seconds) && target.picture.seconds > 0;
    this.pictures = shown ? new Pictures(report, target, player) : null;
    this.bands = shown ? bandsPicture(target) : null;
    byID("target").replaceChildren(...[
      heading(target), whyPart(target, actions.onSelect), this.pictures?.made ?? withoutPictures(target),
      element("div", { class: "parts" }, gatesPart(target, actions), ...this.columns(report, actions), recipePart(target)),
    ].filter(Boolean));
  }

  /** The spectrum beside what it came from; without one, that beside its history. */
  columns(report, { onSelect }) {
    const spectrum = this.bands && element("section", { "aria-label": "Spectrum" },
      element("div", { class: "caption" }, element("h3", {}, this.bands.title), this.bands.key), this.bands.surface.canvas);
    const parts = [spectrum, originPart(this.target, report, onSelect), historyPart(this.target)].filter(Boolean);
    return [parts.slice(0, 1), parts.slice(1)].map((column) => element("div", { class: "column" }, column));
  }

  moveTo(seconds) {
    this.pictures?.moveTo(seconds);
  }

  dispose() {
    this.pictures?.dispose();
    this.bands?.surface.dispose();
  }
}
