// Gates as a table: what is broken first, then what came closest.

/** How much of its bar a margin fills: 3 dB or LU are a lot; other units are held against the largest of theirs. */
function marginScale(gates) {
  const most = new Map();
  for (const { margin } of gates)
    if (isNumber(margin?.amount)) most.set(margin.unit, Math.max(most.get(margin.unit) ?? 0, Math.abs(margin.amount)));
  return ({ amount, unit }) => {
    const full = /^(dB|LU)/.test(unit ?? "") ? 3 : most.get(unit) || 1;
    return Math.max(-1, Math.min(1, amount / full));
  };
}

const marginOf = (gate) => (isNumber(gate.margin?.amount) ? gate.margin : null);

/** A count that has to be nought has no room, and is none the nearer to its limit for it. */
const isExact = (gate) => gate.holds !== false && gate.margin?.amount === 0;

function byUrgency(rows, scale) {
  const place = ({ gate }) => {
    const margin = marginOf(gate);
    return [gate.holds === false ? 0 : 1, margin && !isExact(gate) ? Math.abs(scale(margin)) * (gate.holds === false ? -1 : 1) : 2];
  };
  return rows.toSorted((one, other) => {
    const [a, b] = [place(one), place(other)];
    return a[0] - b[0] || a[1] - b[1];
  });
}

/** With as many digits as say something. */
function amount(value) {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return signed(value, 0);
  return Math.abs(value) >= 0.01 ? signed(value, 2) : (value > 0 ? "+" : "") + minus(Number(value.toPrecision(2)));
}

function marginCell(gate, scale) {
  const margin = marginOf(gate);
  if (!margin || isExact(gate)) return element("td", { class: "margin", "data-label": "Margin" }, element("span", { class: "none" }, "–"));
  const part = scale(margin);
  const unit = margin.unit ?? "";
  return element("td", { class: "margin", "data-label": "Margin", title: `${amount(margin.amount)} ${unit}` },
    element("span", { class: "bar", "aria-hidden": "true" },
      element("span", { class: part < 0 ? "under" : "over", style: { width: `${Math.max(2, Math.abs(part) * 50)}%` } })),
    element("span", { class: "number" }, amount(margin.amount)),
    element("span", { class: unit.length > 6 ? "unseen" : "unit" }, unit));
}

/** Where the extreme lies; a click goes there. */
function positionCell(gate, target, onGo) {
  const { seconds, bar, beat, section, channel } = gate.position ?? {};
  const cell = element("td", { "data-label": "Where", class: "place" });
  if (!isNumber(seconds)) return cell;
  const words = [isNumber(bar) && `bar ${bar}${isNumber(beat) ? ` beat ${beat}` : ""}`, section, channel].filter(Boolean).join(", ");
  cell.append(element("button", { type: "button", class: "link", onclick: () => onGo(target.name, seconds), title: `Go to ${clock(seconds, 2)} in ${target.name}` },
    element("span", { class: "at" }, clock(seconds, 2))), words && element("span", { class: "words" }, words));
  return cell;
}

/** As many rows as a reader looks through; the rest is a click away. */
const FIRST_ROWS = 30;

/** `rows` are pairs of a target and a gate; `naming` says whether the target is worth a column. */
function gateTable(rows, options) {
  const shown = element("div");
  const draw = (most) => shown.replaceChildren(...[gateRows(rows, most, options), rows.length > most && element("button", {
    type: "button", class: "more", onclick: () => draw(Infinity) }, `Show all ${rows.length} gates`)].filter(Boolean));
  draw(rows.length > FIRST_ROWS + 5 ? FIRST_ROWS : Infinity);
  return shown;
}

function gateRows(rows, most, { naming, caption, onSelect, onGo }) {
  const scale = marginScale(rows.map(({ gate }) => gate));
  const heads = ["", naming && "Target", "Gate", "Expected", "Found", "Margin", "Where"].filter((head) => head !== false);
  const body = byUrgency(rows, scale).slice(0, most).flatMap(({ target, gate }) => [
    element("tr", { class: gate.holds === false ? "broken" : "" },
      element("td", { class: "sign" }, element("span", { "aria-hidden": "true" }, gate.holds === false ? "✕" : "✓"),
        element("span", { class: "unseen" }, gate.holds === false ? "broken" : "holds")),
      naming && element("td", { "data-label": "Target" }, element("button", { type: "button", class: "link", onclick: () => onSelect(target.name) }, narrow(target.name))),
      element("th", { scope: "row" }, gate.gate ?? ""),
      element("td", { "data-label": "Expected", class: "value" }, minus(gate.expected ?? "")),
      element("td", { "data-label": "Found", class: "value" }, minus(gate.found ?? "not measured")),
      marginCell(gate, scale),
      positionCell(gate, target, onGo)),
    gate.advice && element("tr", { class: "advice" }, element("td", {}), element("td", { colspan: heads.length - 1 }, gate.advice)),
  ]);
  return element("table", { class: "gates" }, element("caption", { class: "unseen" }, caption),
    element("thead", {}, element("tr", {}, heads.map((head) => element(head ? "th" : "td", head ? { scope: "col" } : {}, head)))),
    element("tbody", {}, body));
}
