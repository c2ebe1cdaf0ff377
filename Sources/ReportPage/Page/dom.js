// Elements, made by hand. Whatever comes from the report goes in as text: nothing on this page is parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) made.style.setProperty(key, text);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const element = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);
const shape = (tag, properties = {}, ...children) => fill(document.createElementNS(SVG, tag), properties, children);
const byID = (id) => document.getElementById(id);

/** A name that somebody chose: its direction of writing stays its own affair. */
const named = (name) => element("bdi", {}, name);

/** The same, where there is little room: it may be broken after its dots and strokes. */
const narrow = (text) => element("bdi", {}, breakable(text));
const breakable = (text) => String(text).split(/(?<=[._\-\])])/).flatMap((part) => [part, element("wbr")]);

/** What a screen reader says without moving there. */
function say(text) {
  byID("said").textContent = text;
}

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** Brings an element into view if its top is not, as calmly as the reader wants it. */
function reveal(made) {
  const top = made.getBoundingClientRect().top;
  if (top >= 0 && top < innerHeight * 0.7) return;
  made.scrollIntoView({ behavior: reducedMotion.matches ? "auto" : "smooth", block: "start" });
}
