// Numbers and names as text.

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** With a minus sign in place of a hyphen. */
const minus = (text) => String(text).replace(/(^|[\s(≤≥±→])-(?=[\d.∞])/g, "$1−");

const fixed = (value, digits) => minus(value.toFixed(digits));
const signed = (value, digits) => (value > 0 ? "+" : "") + fixed(value, digits);

/** A position: 0:09.5, 12:03.0, 1:02:03.0. */
function clock(seconds, digits = 1) {
  const scale = 10 ** digits;
  const ticks = Math.round(Math.max(0, seconds) * scale);
  const whole = Math.floor(ticks / scale);
  const pad = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const head = hours ? `${hours}:${pad(minutes)}` : `${minutes}`;
  const tail = digits ? "." + String(ticks % scale).padStart(digits, "0") : "";
  return `${head}:${pad(whole % 60)}${tail}`;
}

/** How long something took: 0.16 s, 12.4 s, 3 min 20 s. */
function took(seconds) {
  if (!isNumber(seconds)) return "";
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function bytes(count) {
  if (!isNumber(count)) return "";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let step = 0;
  for (; count >= 1024 && step < units.length - 1; step++) count /= 1024;
  return `${step ? count.toFixed(1) : count} ${units[step]}`;
}

const hertz = (rate) => (rate >= 1000 ? `${rate / 1000} kHz` : `${rate} Hz`);
const shortHertz = (rate) => (rate >= 1000 ? `${rate / 1000}k` : `${rate}`);

function moment(text) {
  const date = new Date(text ?? NaN);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** The first digits of a digest are enough for a reader. */
const shortDigest = (digest) => digest.replace(/^[^:]*:/, "").slice(0, 12);

/** A path as part of an address: a `#` or a `?` in it is part of a file's name. */
const address = (path) => path.split("/").map(encodeURIComponent).join("/");

const dBToGain = (level) => 10 ** (level / 20);
const gainToDB = (gain) => 20 * Math.log10(gain);
