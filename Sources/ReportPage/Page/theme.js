// Light and dark, and the colours as canvases need them.

const themeChanged = new EventTarget();

/** Resolved once for each theme: a custom property holds `light-dark(…)`, which a canvas does not read. */
let palette = new Map();

function colour(name) {
  if (!palette.has(name)) {
    const probe = byID("colophon");
    probe.style.color = `var(--${name})`;
    palette.set(name, getComputedStyle(probe).color);
    probe.style.color = "";
  }
  return palette.get(name);
}

const isPrinting = () => matchMedia("print").matches || document.documentElement.classList.contains("printing");

function isDark() {
  if (isPrinting()) return false;
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function applyTheme() {
  palette = new Map();
  themeChanged.dispatchEvent(new Event("change"));
}

/** A page from disk may not be allowed to remember anything: then it forgets. */
function remember(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    localStorage.setItem(key, value);
  } catch {
    // Forgotten.
  }
  return null;
}

function startTheme() {
  const choose = (value) => {
    if (value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    applyTheme();
  };
  const buttons = [...document.querySelectorAll("#theme input")];
  for (const button of buttons)
    button.addEventListener("change", () => {
      remember("bounce-theme", button.value);
      choose(button.value);
    });
  const kept = buttons.find((button) => button.value === remember("bounce-theme"));
  if (kept) {
    kept.checked = true;
    choose(kept.value);
  }
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", applyTheme);
}
