// A canvas that is drawn when it is seen, and again when its size or the theme changes.

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.surface.visible = isIntersecting;
    if (isIntersecting) target.surface.refresh();
  }
}, { rootMargin: "200px" });

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) target.surface.spoil();
});

const surfaces = new Set();
const spoilAll = () => surfaces.forEach((surface) => surface.spoil());

class Surface {
  /** `draw` is given the context, in CSS pixels, the width and the height. */
  constructor(draw, properties = {}) {
    this.draw = draw;
    this.visible = false;
    this.stale = true;
    this.canvas = element("canvas", { role: "img", ...properties });
    this.canvas.surface = this;
    surfaces.add(this);
    seen.observe(this.canvas);
    resized.observe(this.canvas);
  }

  spoil() {
    this.stale = true;
    if (this.visible) this.refresh();
  }

  refresh() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!this.stale || !width || !height) return;
    const density = Math.max(devicePixelRatio || 1, isPrinting() ? 2 : 1);
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    const context = this.canvas.getContext("2d");
    context.scale(density, density);
    context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    this.draw(context, width, height);
    this.stale = false;
  }

  dispose() {
    surfaces.delete(this);
    seen.unobserve(this.canvas);
    resized.unobserve(this.canvas);
  }
}

function startSurfaces() {
  themeChanged.addEventListener("change", spoilAll);
  // On paper everything is visible, and as wide as the page: it is drawn for that, before the browser lays it out.
  const { classList, style } = document.documentElement;
  addEventListener("beforeprint", () => {
    classList.add("printing");
    const sheet = document.querySelector(".sheet");
    if (sheet?.offsetWidth) style.setProperty("--shrink", Math.min(1, document.body.clientWidth / sheet.offsetWidth));
    applyTheme();
    surfaces.forEach((surface) => surface.refresh());
  });
  addEventListener("afterprint", () => {
    classList.remove("printing");
    applyTheme();
  });
}
