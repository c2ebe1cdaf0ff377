// The report document as the page wants it: what may be null or left out has a value here.

const list = (value) => (Array.isArray(value) ? value : []);

const STATES = {
  __proto__: null,
  fresh: { sign: "✓", words: "up to date" },
  stale: { sign: "●", words: "stale" },
  maybe: { sign: "?", words: "maybe stale" },
  failed: { sign: "✕", words: "failed" },
  running: { sign: "▸", words: "being made" },
};

function readTarget(raw, index) {
  const target = { ...raw, index, name: String(raw.name ?? ""), kind: raw.kind ?? "target" };
  target.state = raw.state in STATES ? raw.state : "maybe";
  for (const key of ["inputs", "comparisons", "files", "components", "reasons", "why", "gates", "notes", "history"])
    target[key] = list(raw[key]);
  target.broken = target.gates.filter((gate) => gate.holds === false).length;
  target.audio = raw.audio?.path ? { ...raw.audio, compare: list(raw.audio.compare) } : null;
  target.picture = raw.picture ?? null;
  target.length = raw.audio?.seconds ?? raw.picture?.seconds ?? null;
  return target;
}

function readReport(raw) {
  const targets = list(raw.targets).map(readTarget);
  const lengths = targets.map((target) => target.length).filter(isNumber);
  return {
    ...raw,
    production: String(raw.production ?? "bounce"),
    sections: list(raw.sections),
    targets,
    byName: new Map(targets.map((target) => [target.name, target])),
    /** The common time axis: the production, or what is longer than it. */
    length: Math.max(isNumber(raw.seconds) ? raw.seconds : 0, 0, ...lengths),
    run: raw.run ?? null,
  };
}

/** What a reader wants to see first: what is wrong, or else the newest master. */
function firstChoice(report) {
  const { targets } = report;
  return (
    targets.find((target) => target.state === "failed" || target.broken > 0) ??
    targets.findLast((target) => target.kind === "master" && target.audio) ??
    targets.findLast((target) => target.audio) ??
    targets.at(-1) ??
    null
  );
}

function sectionAt(report, seconds) {
  return report.sections.find((section) => seconds >= section.start && seconds < section.end)?.name ?? "";
}

/** Bytes in base64; empty where they are not. */
function decodeBytes(text) {
  try {
    return Uint8Array.from(atob(text ?? ""), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
