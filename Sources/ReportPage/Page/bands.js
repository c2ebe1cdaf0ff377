// The spectrum in octave bands, and the reference's beside it.

function bandsPicture(target) {
  const { centres, levels, reference } = target.picture.bands ?? {};
  const bands = list(centres).map((centre, at) => ({ centre, level: levels?.[at] ?? null, other: reference?.[at] ?? null }));
  const known = bands.flatMap(({ level, other }) => [level, other]).filter(isNumber);
  if (!known.length) return null;
  const top = Math.ceil((Math.max(...known) + 3) / 10) * 10;
  const bottom = Math.max(top - 80, Math.floor((Math.min(...known) - 3) / 10) * 10);
  const compared = bands.some(({ other }) => isNumber(other));
  const surface = new Surface((context, width, height) => drawBands(context, bands, { top, bottom }, width, height),
    { "aria-label": bandsInWords(bands), class: "bands" });
  const entry = (name, text) => element("span", {}, element("span", { class: `line-key ${name}`, "aria-hidden": "true" }), text);
  const key = compared && element("span", { class: "key" }, entry("levels-now", "this"), entry("reference", "reference, and the difference in dB"));
  return { title: "Octave bands", surface, key };
}

function bandsInWords(bands) {
  const words = bands.map(({ centre, level, other }) => `${shortHertz(centre)} ${isNumber(level) ? fixed(level, 1) : "silent"}` +
    (isNumber(other) ? ` against ${fixed(other, 1)}` : ""));
  return `Levels in octave bands, in dBFS: ${words.join(", ")}`;
}

function drawBands(context, bands, { top, bottom }, width, height) {
  const floor = height - 20;
  const y = (level) => 14 + (Math.min(1, Math.max(0, (top - level) / (top - bottom)))) * (floor - 14);
  const step = (width - GUTTER) / bands.length;
  for (const level of ticks(bottom, top, top - bottom > 50 ? 20 : 10)) {
    context.fillStyle = colour("rule");
    context.fillRect(GUTTER, Math.round(y(level)), width - GUTTER, 1);
    context.fillStyle = colour("muted");
    axisLabel(context, minus(level), GUTTER - 8, y(level), height);
  }
  context.textAlign = "center";
  bands.forEach(({ centre, level, other }, place) => {
    const [x, room] = [GUTTER + place * step, Math.min(44, step * 0.6)];
    const middle = x + step / 2;
    context.fillStyle = colour("wave-rms");
    if (isNumber(level)) context.fillRect(middle - room / 2, y(level), room, floor - y(level));
    context.fillStyle = colour("muted");
    context.textBaseline = "alphabetic";
    context.textAlign = "center";
    if (step > 26 || place % 2 === 0) context.fillText(shortHertz(centre), middle, height - 5);
    if (!isNumber(other)) return;
    context.fillStyle = colour("peak");
    context.fillRect(middle - room / 2 - 3, y(other) - 1, room + 6, 2);
    if (!isNumber(level) || step < 34) return;
    context.fillStyle = colour("ink");
    context.fillText(signed(level - other, 1), middle, Math.min(y(level), y(other)) - 4);
  });
}
