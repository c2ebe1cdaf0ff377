// Momentary and short-term loudness over time, with what the gates allow.

const SILENCE = -32768;

function readCurve(text) {
  const data = decodeBytes(text);
  const view = new DataView(data.buffer);
  return Array.from({ length: Math.floor(data.length / 2) }, (_, at) => {
    const value = view.getInt16(at * 2, true);
    return value === SILENCE ? null : value / 100;
  });
}

/** From what is loud to some 30 LU below it, in whole steps, with all limits inside. */
function loudnessRange(curves, limits) {
  const values = curves.flat().filter(isNumber);
  const bounds = limits.flatMap(({ low, high }) => [low, high]).filter(isNumber);
  const top = Math.max(...bounds, values.reduce((most, value) => Math.max(most, value), -60)) + 3;
  const bottom = Math.min(top - 30, ...bounds.map((bound) => bound - 3));
  return { top: Math.ceil(top / 6) * 6, bottom: Math.floor(bottom / 6) * 6 };
}

function drawCurve(context, values, hop, seconds, width, y, { stroke, thick }) {
  context.strokeStyle = stroke;
  context.lineWidth = thick;
  context.lineJoin = "round";
  context.beginPath();
  let drawing = false;
  values.forEach((value, at) => {
    if (value === null) return void (drawing = false);
    const x = GUTTER + ((at * hop) / seconds) * (width - GUTTER);
    if (x > width) return;
    context[drawing ? "lineTo" : "moveTo"](x, y(value));
    drawing = true;
  });
  context.stroke();
  context.lineWidth = 1;
}

/** What a gate allows: its range tinted, its bounds dashed. */
function drawLoudnessLimits(context, limits, width, y, height) {
  for (const { low, high } of limits) {
    const [top, bottom] = [isNumber(high) ? y(high) : 0, isNumber(low) ? y(low) : height];
    context.fillStyle = colour("allowed");
    context.fillRect(GUTTER, top, width - GUTTER, bottom - top);
    context.strokeStyle = colour("limit");
    context.setLineDash([4, 3]);
    for (const bound of [low, high].filter(isNumber)) {
      context.beginPath();
      context.moveTo(GUTTER, y(bound));
      context.lineTo(width, y(bound));
      context.stroke();
    }
    context.setLineDash([]);
  }
}

function drawIntegrated(context, loudness, width, y) {
  if (!isNumber(loudness)) return;
  const text = `${fixed(loudness, 1)} LUFS integrated`;
  const room = context.measureText(text).width;
  context.strokeStyle = colour("integrated");
  context.beginPath();
  context.moveTo(GUTTER, y(loudness));
  context.lineTo(width, y(loudness));
  context.stroke();
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillStyle = colour("veil");
  context.fillRect(width - room - 12, y(loudness) - 17, room + 8, 15);
  context.fillStyle = colour("ink");
  context.fillText(text, width - 8, y(loudness) - 3);
}

function loudnessPicture(report, target) {
  const { picture, audio } = target;
  const { loudness } = picture;
  const hop = loudness?.hop > 0 ? loudness.hop : 0.1;
  const momentary = readCurve(loudness?.momentary);
  const shortTerm = readCurve(loudness?.shortTerm);
  if (!momentary.length && !shortTerm.length) return null;
  const limits = list(picture.limits).filter(({ unit, measure }) => unit === "LUFS" || /integrated|momentary|short/.test(measure ?? ""));
  const { top, bottom } = loudnessRange([momentary, shortTerm], limits);
  const words = "Loudness over time" + (isNumber(audio?.loudness) ? `, ${fixed(audio.loudness, 2)} LUFS integrated` : "") +
    limits.map(({ gate, low, high }) => `; gate ${gate} allows ${rangeInWords(low, high)} LUFS`).join("");
  const surface = new Surface((context, width, height) => {
    const y = (level) => Math.min(height, ((top - level) / (top - bottom)) * height);
    drawLoudnessLimits(context, limits, width, y, height);
    for (const level of ticks(bottom, top, top - bottom > 36 ? 12 : 6)) {
      context.fillStyle = colour("rule");
      context.fillRect(GUTTER, Math.round(y(level)), width - GUTTER, 1);
      context.fillStyle = colour("muted");
      axisLabel(context, minus(level), GUTTER - 8, y(level), height);
    }
    drawBoundaries(context, report, picture.seconds, width, height);
    drawCurve(context, momentary, hop, picture.seconds, width, y, { stroke: colour("momentary"), thick: 1 });
    drawCurve(context, shortTerm, hop, picture.seconds, width, y, { stroke: colour("short-term"), thick: 2 });
    drawIntegrated(context, audio?.loudness, width, y);
  }, { "aria-label": words, style: { height: "132px" } });
  const at = (values, seconds) => values[Math.min(values.length - 1, Math.floor(seconds / hop))];
  const read = (seconds) => [["M", momentary], ["S", shortTerm]]
    .map(([letter, values]) => [letter, at(values, seconds)])
    .filter(([, value]) => isNumber(value))
    .map(([letter, value]) => `${letter} ${fixed(value, 1)}`).join(" ") + " LUFS";
  return { title: "Loudness", surface, read, key: loudnessKey(limits) };
}

const rangeInWords = (low, high) =>
  isNumber(low) && isNumber(high) ? `${minus(low)} to ${minus(high)}` : isNumber(high) ? `at most ${minus(high)}` : `at least ${minus(low)}`;

function loudnessKey(limits) {
  const entry = (name, text) => element("span", {}, element("span", { class: `line-key ${name}`, "aria-hidden": "true" }), text);
  return element("span", { class: "key" }, entry("momentary", "momentary"), entry("short-term", "short-term"),
    limits.length > 0 && entry("limit", "what the gate allows the whole"));
}
