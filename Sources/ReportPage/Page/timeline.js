// Where the time of a run went, by worker.

const OUTCOMES = { __proto__: null, rendered: "rendered", restored: "brought back", judged: "judged", failed: "failed", interrupted: "interrupted" };

const spansOf = (run) => list(run.spans).filter(({ start, end }) => isNumber(start) && isNumber(end) && end >= start);

function timeline(run, onSelect) {
  const spans = spansOf(run);
  if (!spans.length) return null;
  const total = Math.max(run.seconds ?? 0, ...spans.map(({ end }) => end)) || 1;
  const workers = [...new Set(spans.map(({ worker }) => worker ?? 0))].sort((one, other) => one - other);
  const bars = (worker) => spans.filter((span) => (span.worker ?? 0) === worker).map(({ target, start, end, outcome }) =>
    element("span", {
      class: "span", "data-outcome": outcome ?? "rendered", title: `${target}: ${took(end - start)}, ${OUTCOMES[outcome] ?? outcome ?? ""}`,
      style: { left: `${(start / total) * 100}%`, width: `${((end - start) / total) * 100}%` }, onclick: () => onSelect(target),
    }, named(target)));
  return element("div", { class: "timeline", role: "img", "aria-label": timelineInWords(spans, workers, total) },
    workers.map((worker) => element("div", { class: "worker" }, element("span", { class: "label" }, `worker ${worker + 1}`), element("div", { class: "lane" }, bars(worker)))),
    element("div", { class: "worker axis" }, element("span", { class: "label" }), element("div", { class: "lane" }, timeTicks(total))));
}

function timeTicks(total) {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600].find((each) => total / each <= 6) ?? 3600;
  return ticks(0, total * 0.9, step).map((time) => element("span", { class: "tick", style: { left: `${(time / total) * 100}%` } },
    total < 60 ? `${Number(time.toFixed(2))} s` : clock(time, 0)));
}

function busy(spans, workers, total) {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0) / (workers.length * total);
}

function timelineInWords(spans, workers, total) {
  return `${plural(workers.length, "worker")} over ${took(total)}, ${Math.round(100 * busy(spans, workers, total))} % busy; the longest targets are in the table below`;
}

/** The targets that took longest. */
function longest(run, onSelect) {
  const spans = spansOf(run).toSorted((one, other) => other.end - other.start - (one.end - one.start)).slice(0, 10);
  const most = spans.length ? spans[0].end - spans[0].start : 0;
  return element("table", { class: "longest" }, element("caption", { class: "unseen" }, "Targets that took longest"),
    element("thead", {}, element("tr", {}, ["Target", "Outcome", "Began", "Took"].map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, spans.map(({ target, start, end, outcome }) => element("tr", {},
      element("th", { scope: "row" }, element("button", { type: "button", class: "link", onclick: () => onSelect(target) }, named(target))),
      element("td", {}, OUTCOMES[outcome] ?? outcome ?? ""), element("td", { class: "value" }, `${start.toFixed(2)} s`),
      element("td", { class: "share" }, element("span", { class: "number" }, took(end - start)),
        element("span", { class: "bar", "aria-hidden": "true" }, element("span", { style: { width: `${most ? ((end - start) / most) * 100 : 0}%` } })))))));
}

function runInWords(run) {
  const counts = Object.entries(run.counts ?? {}).filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome === "fresh" ? "up to date" : OUTCOMES[outcome] ?? outcome}`);
  const spans = spansOf(run);
  const workers = new Set(spans.map(({ worker }) => worker ?? 0));
  const total = Math.max(run.seconds ?? 0, ...spans.map(({ end }) => end));
  const share = spans.length && total ? `${plural(workers.size, "worker")}, ${Math.round(100 * busy(spans, [...workers], total))} % busy` : "";
  return [`Run ${run.number ?? "?"}`, moment(run.begun), took(run.seconds), run.state, counts.join(", "), share].filter(Boolean).join(" · ");
}
