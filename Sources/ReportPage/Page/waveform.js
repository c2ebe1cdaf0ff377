// Lowest and highest sample and RMS, a column for each stretch of time.

/** Columns as numbers within ±1; null where the data is not what it says. */
function readWaveform(waveform) {
  const { columns, channels } = waveform ?? {};
  const data = new Int8Array(decodeBytes(waveform?.data).buffer);
  if (!(columns > 0) || !(channels > 0) || data.length < columns * channels * 3) return null;
  return { columns, channels, data };
}

/** One channel within a rectangle. Columns that share a pixel are drawn as one. */
function drawChannel(context, { columns, data }, channel, { left, width, top, height }) {
  const middle = top + height / 2;
  const reach = height / 2 / 127;
  const pixels = Math.max(1, Math.round(width));
  const outer = new Path2D();
  const inner = new Path2D();
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = Math.floor((pixel / pixels) * columns);
    const to = Math.max(from + 1, Math.floor(((pixel + 1) / pixels) * columns));
    let [low, high, power] = [127, -127, 0];
    for (let column = from; column < Math.min(to, columns); column++) {
      const at = (channel * columns + column) * 3;
      low = Math.min(low, data[at]);
      high = Math.max(high, data[at + 1]);
      power = Math.max(power, data[at + 2]);
    }
    if (high < low) continue;
    const extent = Math.max(1, (high - low) * reach);
    outer.rect(left + pixel, middle - high * reach - (extent === 1 ? 0.5 : 0), 1, extent);
    if (power > 0) inner.rect(left + pixel, middle - power * reach, 1, power * reach * 2);
  }
  context.fillStyle = colour("wave");
  context.fill(outer);
  context.fillStyle = colour("wave-rms");
  context.fill(inner);
}

const CHANNELS = { 1: ["mono"], 2: ["left", "right"] };
const channelName = (channels, channel) => CHANNELS[channels]?.[channel] ?? `${channel + 1}`;
const laneOf = (channel, channels, height) => ({ top: (channel * height) / channels + 1, height: height / channels - 2 });

/** Limits of peaks, as lines at their sample values. */
function drawPeakLimits(context, limits, lane, width) {
  const middle = lane.top + lane.height / 2;
  context.strokeStyle = colour("limit");
  context.setLineDash([4, 3]);
  for (const { high } of limits) {
    if (!isNumber(high) || high > 0) continue;
    const reach = dBToGain(high) * (lane.height / 2);
    for (const y of [middle - reach, middle + reach]) {
      context.beginPath();
      context.moveTo(GUTTER, y);
      context.lineTo(width, y);
      context.stroke();
    }
  }
  context.setLineDash([]);
}

/** A mark at each of the highest true peaks; the highest of all with its level. */
function drawTruePeaks(context, peaks, seconds, channels, width, height) {
  const highest = Math.max(...peaks.map(({ level }) => level));
  for (const { seconds: time, level, channel } of peaks) {
    const lane = laneOf(Math.min(channels - 1, channel ?? 0), channels, height);
    const x = GUTTER + (time / seconds) * (width - GUTTER);
    context.fillStyle = colour("peak");
    context.beginPath();
    context.moveTo(x - 4, lane.top);
    context.lineTo(x + 4, lane.top);
    context.lineTo(x, lane.top + 6);
    context.fill();
    if (level !== highest) continue;
    const text = `${fixed(level, 2)} dBTP`;
    const room = context.measureText(text).width;
    const from = x + 8 + room > width ? x - 8 - room : x + 8;
    context.fillStyle = colour("veil");
    context.fillRect(from - 3, lane.top, room + 6, 14);
    context.fillStyle = colour("ink");
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(text, from, lane.top + 2);
  }
}

function waveformPicture(report, target) {
  const { picture } = target;
  const waveform = readWaveform(picture.waveform);
  if (!waveform) return null;
  const { channels } = waveform;
  const peaks = list(picture.truePeaks).filter(({ seconds, level }) => isNumber(seconds) && isNumber(level));
  const limits = list(picture.limits).filter(({ measure }) => /peak/.test(measure ?? ""));
  const highest = peaks.toSorted((one, other) => other.level - one.level)[0];
  const words = `Waveform in ${plural(channels, "channel")}` + (highest
    ? `; highest true peak ${fixed(highest.level, 2)} dBTP at ${clock(highest.seconds)}, ${channelName(channels, highest.channel ?? 0)}` : "");
  const surface = new Surface((context, width, height) => {
    for (let channel = 0; channel < channels; channel++) {
      const lane = laneOf(channel, channels, height);
      context.fillStyle = colour("rule");
      context.fillRect(GUTTER, lane.top + lane.height / 2 - 0.5, width - GUTTER, 1);
      drawChannel(context, waveform, channel, { left: GUTTER, width: width - GUTTER, ...lane });
      drawPeakLimits(context, limits, lane, width);
      context.fillStyle = colour("muted");
      axisLabel(context, channelName(channels, channel), GUTTER - 8, lane.top + lane.height / 2, height);
    }
    drawBoundaries(context, report, picture.seconds, width, height);
    drawTruePeaks(context, peaks, picture.seconds, channels, width, height);
  }, { "aria-label": words, style: { height: `${Math.min(240, 40 + channels * 54)}px` } });
  return { title: "Waveform", surface, read: (seconds) => readWaveformAt(waveform, seconds / picture.seconds) };
}

function readWaveformAt({ columns, channels, data }, part) {
  const column = Math.min(columns - 1, Math.floor(part * columns));
  let power = 0;
  for (let channel = 0; channel < channels; channel++) power = Math.max(power, data[(channel * columns + column) * 3 + 2]);
  return power > 0 ? `${fixed(gainToDB(power / 127), 1)} dBFS RMS` : "silent";
}
