// Ticks at round values.

/** The smallest of the round steps that leaves each of them room. */
function timeStep(seconds, width, room = 64) {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
  return steps.find((step) => (step / seconds) * width >= room) ?? 7200;
}

function ticks(from, to, step) {
  const found = [];
  for (let place = Math.ceil(from / step - 1e-9); place * step <= to + 1e-9; place++) found.push(place * step);
  return found;
}

/** How far up, as part of the height, a frequency is. */
const logPlace = (frequency, lowest, highest) => Math.log(frequency / lowest) / Math.log(highest / lowest);

const FREQUENCIES = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000];

/** A label with its dot: `y` is where it belongs, moved so that all of it stays inside. */
function axisLabel(context, text, x, y, height) {
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText(text, x, Math.min(height - 6, Math.max(6, y)));
}
