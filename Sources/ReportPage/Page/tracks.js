// Every recording in one row, over the production's time: what the arrangement looks like, and a way to listen around in it.

class Tracks {
  constructor(report, onSelect) {
    Object.assign(this, { report, onSelect });
    this.targets = report.targets.filter(({ picture }) => picture && isNumber(picture.seconds) && picture.seconds > 0);
    this.line = element("div", { class: "playhead" });
    this.over = element("div", { class: "over", "aria-hidden": "true" }, this.line);
    this.ruler = this.targets.length ? ruler(report, report.length) : null;
    this.rows = this.targets.map((target) => this.row(target));
    this.made = this.targets.length
      ? element("div", { class: "tracks", style: { "--gutter": `${GUTTER}px` } },
        element("div", { class: "lanes" }, element("div", { class: "row" }, element("span", { class: "name" }), this.ruler.canvas),
          this.rows.map(({ made }) => made), this.over))
      : element("p", { class: "quiet" }, "There is no sound to show yet.");
  }

  row(target) {
    const waveform = readWaveform(target.picture.waveform);
    const surface = new Surface((context, width, height) => this.draw(context, target, waveform, width, height),
      { "aria-label": `Waveform of ${target.name}`, onpointerdown: (event) => this.point(event, target) });
    const button = element("button", { type: "button", class: "name", "data-state": target.state, onclick: () => this.onSelect(target.name), title: target.name },
      element("span", { class: "text" }, named(target.name)),
      element("span", { class: "figures" }, isNumber(target.audio?.loudness) ? `${fixed(target.audio.loudness, 1)} LUFS` : target.kind));
    return { target, surface, button, made: element("div", { class: "row" }, button, surface.canvas) };
  }

  /** All channels on one axis: a row is small. */
  draw(context, target, waveform, width, height) {
    const part = target.picture.seconds / this.report.length;
    drawBoundaries(context, this.report, this.report.length, width, height);
    if (!waveform) return;
    const plot = (width - GUTTER) * part;
    const { columns, channels, data } = waveform;
    const joined = new Int8Array(columns * 3);
    for (let column = 0; column < columns; column++)
      for (let channel = 0; channel < channels; channel++) {
        const [at, to] = [(channel * columns + column) * 3, column * 3];
        joined[to] = Math.min(joined[to], data[at]);
        joined[to + 1] = Math.max(joined[to + 1], data[at + 1]);
        joined[to + 2] = Math.max(joined[to + 2], data[at + 2]);
      }
    drawChannel(context, { columns, data: joined }, 0, { left: GUTTER, width: plot, top: 2, height: height - 4 });
  }

  point(event, target) {
    if (event.button !== 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - left - GUTTER) / (width - GUTTER);
    this.onSelect(target.name, Math.max(0, Math.min(1, part)) * this.report.length);
  }

  select(name) {
    for (const { target, made, button } of this.rows) {
      made.classList.toggle("chosen", target.name === name);
      button.setAttribute("aria-pressed", String(target.name === name));
    }
  }

  moveTo(seconds) {
    this.line.style.left = `${this.report.length ? Math.min(1, seconds / this.report.length) * 100 : 0}%`;
  }

  dispose() {
    this.ruler?.dispose();
    this.rows.forEach(({ surface }) => surface.dispose());
  }
}
