// All text that can be seen, with the contrast to what is behind it: gives those below WCAG's AA.
const read = (text) => {
  const canvas = (window.probeCanvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return { colour: [red, green, blue], alpha: alpha / 255 };
};
const over = (top, alpha, bottom) => top.map((value, at) => value * alpha + bottom[at] * (1 - alpha));
const luminance = (colour) => {
  const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(read(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((bottom, { colour, alpha }) => over(colour, alpha, bottom), [255, 255, 255]);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const low = [];
let count = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || element.closest("script, style, .unseen, .skip, noscript, [disabled]")) continue;
  const style = getComputedStyle(element);
  if (!element.getClientRects().length || style.visibility === "hidden") continue;
  const back = behind(element);
  const { colour, alpha } = read(style.color);
  const [one, other] = [luminance(over(colour, alpha, back)), luminance(back)].sort((a, b) => b - a);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  count++;
  const ratio = (one + 0.05) / (other + 0.05);
  if (ratio < (large ? 3 : 4.5)) low.push(`${ratio.toFixed(2)}:1 "${walker.currentNode.textContent.trim().slice(0, 40)}"`);
}
return { low, count };
