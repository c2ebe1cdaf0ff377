// Frequency over time. The levels come as a grey PNG; the colours are put on here, for the theme.

/** The grey values, decoded beside the page's work. */
async function readLevels({ png, width, height }) {
  const bitmap = await createImageBitmap(new Blob([decodeBytes(png)], { type: "image/png" }), { colorSpaceConversion: "none" });
  const sheet = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = sheet.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const levels = new Uint8Array(bitmap.width * bitmap.height);
  for (let at = 0; at < levels.length; at++) levels[at] = data[at * 4];
  return { levels, width: bitmap.width, height: bitmap.height, claimed: { width, height } };
}

function coloured({ levels, width, height }, dark) {
  const map = colourMap(dark);
  const image = new ImageData(width, height);
  for (let at = 0; at < levels.length; at++) image.data.set(map.subarray(levels[at] * 4, levels[at] * 4 + 4), at * 4);
  const sheet = new OffscreenCanvas(width, height);
  sheet.getContext("2d").putImageData(image, 0, 0);
  return sheet;
}

function drawFrequencies(context, { lowest, highest }, width, height) {
  context.fillStyle = colour("muted");
  let free = Infinity;
  for (const frequency of FREQUENCIES) {
    if (frequency < lowest || frequency > highest) continue;
    const y = Math.min(height - 6, Math.max(6, height - logPlace(frequency, lowest, highest) * height));
    if (free - y < 14) continue;
    free = y;
    axisLabel(context, shortHertz(frequency), GUTTER - 8, y, height);
    context.fillRect(GUTTER - 5, Math.round(y), 5, 1);
  }
}

function spectrogramPicture(report, target) {
  const { picture } = target;
  const { spectrogram } = picture;
  if (!spectrogram?.png || !(spectrogram.lowest > 0) || !(spectrogram.highest > spectrogram.lowest)) return null;
  let [source, sheet, dark] = [null, null, null];
  const surface = new Surface((context, width, height) => {
    drawFrequencies(context, spectrogram, width, height);
    context.fillStyle = colour("rule");
    if (!source) {
      source = "asked";
      readLevels(spectrogram).then((levels) => { source = levels; surface.spoil(); }, () => { source = "damaged"; surface.spoil(); });
    }
    if (typeof source === "string") {
      context.textAlign = "left";
      context.fillStyle = colour("muted");
      if (source === "damaged") context.fillText("The spectrogram cannot be decoded.", GUTTER + 8, height / 2);
      return;
    }
    if (!sheet || dark !== isDark()) [sheet, dark] = [coloured(source, isDark()), isDark()];
    context.imageSmoothingQuality = "high";
    context.drawImage(sheet, GUTTER, 0, width - GUTTER, height);
    drawBoundaries(context, report, picture.seconds, width, height);
  }, {
    "aria-label": `Spectrogram from ${spectrogram.lowest} Hz to ${hertz(spectrogram.highest)}, ` +
      `${spectrogram.floor ?? -100} dB to ${spectrogram.top ?? 0} dB`,
    style: { height: "168px" },
  });
  const read = (seconds, up) => {
    if (!source?.levels || up === null) return null;
    const { floor = -100, top = 0, lowest, highest } = spectrogram;
    const column = Math.min(source.width - 1, Math.floor((seconds / picture.seconds) * source.width));
    const row = Math.min(source.height - 1, Math.floor((1 - up) * source.height));
    const level = floor + (source.levels[row * source.width + column] / 255) * (top - floor);
    const frequency = lowest * (highest / lowest) ** up;
    return `${hertz(Number(frequency.toPrecision(2)))} ${fixed(level, 0)} dB`;
  };
  return { title: "Spectrogram", surface, read, scale: levelScale(spectrogram) };
}

/** The colours with the levels that they stand for. */
function levelScale({ floor = -100, top = 0 }) {
  const bar = new Surface((context, width, height) => {
    const map = colourMap(isDark());
    for (let x = 0; x < width; x++) {
      const at = Math.floor((x / width) * 255) * 4;
      context.fillStyle = `rgb(${map[at]} ${map[at + 1]} ${map[at + 2]})`;
      context.fillRect(x, 0, 1, height);
    }
  }, { role: "presentation", class: "scale" });
  return { surface: bar, made: element("span", { class: "levels" }, `${minus(floor)} dB`, bar.canvas, `${minus(top)} dB`) };
}
