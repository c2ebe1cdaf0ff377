// From a level to a colour. Lightness in OKLab rises (on paper: falls) evenly with the level, so that equal steps in dB
// look equal, and grey print or colour blindness loses nothing.

const PAPER = { lightness: [0.985, 0.24], hue: [95, 285], chroma: 0.11 };
const NIGHT = { lightness: [0.17, 0.96], hue: [285, 85], chroma: 0.13 };

function fromOKLCH(lightness, chroma, hue) {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const value = Math.min(1, Math.max(0, linear));
    return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  });
}

/** 256 colours, as bytes red, green, blue, opacity. */
function colourMap(dark) {
  const { lightness, hue, chroma } = dark ? NIGHT : PAPER;
  const map = new Uint8ClampedArray(256 * 4);
  for (let level = 0; level < 256; level++) {
    const part = level / 255;
    const between = ([from, to], at) => from + (to - from) * at;
    const saturation = chroma * Math.sin(Math.PI * Math.min(1, 0.06 + 0.9 * part));
    // Through green and teal on paper, through red and orange at night.
    const turned = dark ? 285 + ((85 + 360 - 285) * part) : between(hue, part);
    map.set([...fromOKLCH(between(lightness, part), saturation, turned), 255], level * 4);
  }
  return map;
}
