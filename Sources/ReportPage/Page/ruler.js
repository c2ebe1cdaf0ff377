// The time axis: sections as a band, and times below them.

const RULER = { sections: 20, times: 18 };

function drawSections(context, report, seconds, left, width) {
  const x = (time) => left + (time / seconds) * width;
  report.sections.forEach(({ name, start, end }, place) => {
    if (!(end > start) || start >= seconds) return;
    const [from, to] = [x(start), x(Math.min(end, seconds))];
    context.fillStyle = colour(place % 2 ? "band-b" : "band-a");
    context.fillRect(from, 0, Math.max(1, to - from - 1), RULER.sections);
    if (to - from < 28) return;
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from - 3, RULER.sections);
    context.clip();
    context.fillStyle = colour("ink");
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(String(name), from + 6, RULER.sections / 2 + 0.5);
    context.restore();
  });
}

function drawTimes(context, seconds, left, width, top) {
  const step = timeStep(seconds, width);
  context.textBaseline = "middle";
  for (const time of ticks(0, seconds, step)) {
    const x = left + (time / seconds) * width;
    context.fillStyle = colour("rule");
    context.fillRect(Math.min(x, left + width - 1), top, 1, 5);
    const text = clock(time, step < 1 ? 1 : 0);
    const room = context.measureText(text).width + 4;
    context.fillStyle = colour("muted");
    context.textAlign = "left";
    if (x + room <= left + width) context.fillText(text, x + 4, top + 9);
  }
}

function ruler(report, seconds) {
  return new Surface((context, width) => {
    const plot = width - GUTTER;
    drawSections(context, report, seconds, GUTTER, plot);
    drawTimes(context, seconds, GUTTER, plot, RULER.sections + 2);
  }, { class: "ruler", "aria-label": rulerInWords(report, seconds) });
}

function rulerInWords(report, seconds) {
  const sections = report.sections.map(({ name, start, end }) => `${name} from ${clock(start)} to ${clock(end)}`);
  return [`Time axis, ${clock(seconds)} long`, ...sections].join("; ");
}

/** Where sections begin, through a picture. */
function drawBoundaries(context, report, seconds, width, height) {
  context.fillStyle = colour("boundary");
  for (const { start } of report.sections) {
    if (start <= 0 || start >= seconds) continue;
    context.fillRect(Math.round(GUTTER + (start / seconds) * (width - GUTTER)), 0, 1, height);
  }
}
