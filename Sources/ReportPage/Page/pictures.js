// The pictures of one target over one time axis: one playhead through all of them, one place to seek.

/** Room for the axes' numbers, left of every picture. */
const GUTTER = 48;

class Pictures {
  constructor(report, target, player) {
    Object.assign(this, { report, target, player, seconds: target.picture.seconds });
    this.rows = [waveformPicture, spectrogramPicture, loudnessPicture].map((make) => make(report, target)).filter(Boolean);
    this.ruler = ruler(report, this.seconds);
    this.line = element("div", { class: "playhead" });
    this.hover = element("div", { class: "hover", hidden: true });
    this.slider = element("div", {
      class: "seek", role: "slider", tabindex: 0, "aria-label": `Position in ${target.name}`,
      "aria-valuemin": 0, "aria-valuemax": this.seconds.toFixed(1),
    }, this.hover, this.line);
    this.readout = element("p", { class: "readout", "aria-hidden": "true" });
    const stack = this.rows.map(({ title, surface, key, scale }) => [
      element("p", { class: "caption" }, element("span", {}, title), key, scale?.made), surface.canvas]);
    this.made = element("div", { class: "pictures", style: { "--gutter": `${GUTTER}px` } },
      this.readout, element("div", { class: "stack" }, this.ruler.canvas, stack, this.slider));
    this.listen();
    this.moveTo(player.position);
  }

  listen() {
    const { slider } = this;
    const seek = (event) => this.player.seek(this.timeAt(event.clientX));
    slider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      slider.setPointerCapture(event.pointerId);
      seek(event);
    });
    slider.addEventListener("pointermove", (event) => {
      if (slider.hasPointerCapture(event.pointerId)) seek(event);
      this.lookAt(event);
    });
    slider.addEventListener("pointerleave", () => this.lookAway());
  }

  timeAt(clientX) {
    const { left, width } = this.slider.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width)) * this.seconds;
  }

  /** What the pictures show under the pointer, in numbers. */
  lookAt({ clientX, clientY }) {
    const seconds = this.timeAt(clientX);
    const values = this.rows.map(({ surface, read }) => {
      const { top, height } = surface.canvas.getBoundingClientRect();
      const up = 1 - (clientY - top) / height;
      return read?.(seconds, up >= 0 && up < 1 ? up : null);
    });
    this.hover.hidden = false;
    this.hover.style.transform = `translateX(${(seconds / this.seconds) * this.slider.clientWidth}px)`;
    this.readout.textContent = [clock(seconds, 2), sectionAt(this.report, seconds), ...values].filter(Boolean).join("   ");
  }

  lookAway() {
    this.hover.hidden = true;
    this.readout.textContent = "";
  }

  moveTo(seconds) {
    const part = Math.min(1, seconds / this.seconds);
    this.line.style.left = `${part * 100}%`;
    const section = sectionAt(this.report, seconds);
    this.slider.setAttribute("aria-valuenow", seconds.toFixed(1));
    this.slider.setAttribute("aria-valuetext", section ? `${clock(seconds)}, ${section}` : clock(seconds));
  }

  dispose() {
    for (const { surface, scale } of this.rows) {
      surface.dispose();
      scale?.surface.dispose();
    }
    this.ruler.dispose();
  }
}
