// The bar at the bottom: what plays, where, and against what.

const STEP = 1;
const LEAP = 5;

class Transport {
  constructor(report, player) {
    Object.assign(this, { report, player, home: byID("transport") });
    this.button = element("button", { type: "button", class: "play", onclick: () => player.toggle() });
    this.time = element("span", { class: "clock" });
    this.place = element("span", { class: "place" });
    this.what = element("div", { class: "what" });
    this.status = element("p", { class: "status", role: "status" });
    this.home.replaceChildren(this.button, element("div", { class: "where" }, this.time, this.place), this.what, this.status);
    this.listening = new AbortController();
    const { signal } = this.listening;
    player.addEventListener("change", () => this.show(), { signal });
    player.addEventListener("time", () => this.moved(), { signal });
  }

  dispose() {
    this.listening.abort();
  }

  /** The target's recordings: itself, and what it can be held against. What was B stays B if it can. */
  load(target, label = this.label) {
    const { player } = this;
    const { audio } = target;
    this.home.hidden = !audio;
    this.comparisons = audio?.compare.filter(({ path }) => path) ?? [];
    const again = this.comparisons.find((comparison) => comparison.label === label) ?? this.comparisons[0];
    if (this.target !== undefined || !again) player.heard = 0;
    this.target = target;
    this.label = again?.label;
    player.load(0, this.recording(audio));
    player.load(1, this.recording(again));
    this.controls();
    this.show();
  }

  /** With the digest of what is there now: while builds go on, one path is many recordings. */
  recording(audio) {
    const made = this.report.targets.find((target) => target.audio?.path === audio?.path);
    return audio ? { ...audio, version: isLive() && made?.digest ? shortDigest(made.digest) : "" } : null;
  }

  controls() {
    const { player, comparisons } = this;
    const side = (number, ...content) => element("label", {},
      element("input", { type: "radio", name: "side", value: "AB"[number], checked: player.heard === number, onchange: () => player.hear(number) }),
      element("span", {}, element("b", {}, "AB"[number]), " ", content));
    const choice = comparisons.length > 1 && element("select", {
      "aria-label": "What B is", onchange: ({ target }) => this.compareWith(comparisons[target.value]),
    }, comparisons.map(({ label }, place) => element("option", { value: place, selected: label === this.label }, label)));
    this.match = element("label", { class: "match" },
      element("input", { type: "checkbox", checked: player.matched, onchange: ({ target }) => player.match(target.checked) }),
      element("span", {}, "same loudness"));
    this.levels = element("span", { class: "gain" });
    this.what.replaceChildren(...(comparisons.length
      ? [element("fieldset", { class: "switch sides" }, element("legend", { class: "unseen" }, "What is heard"),
        side(0, named(this.target.name)), side(1, named(choice ? "" : comparisons[0].label))), choice || "", this.match, this.levels]
      : [element("span", { class: "alone" }, named(this.target?.name ?? ""))]));
  }

  compareWith(comparison) {
    this.label = comparison.label;
    this.player.load(1, this.recording(comparison));
    this.player.hear(1);
  }

  show() {
    const { player } = this;
    this.button.textContent = player.playing ? "❚❚" : "▶";
    this.button.setAttribute("aria-label", player.playing ? "Pause" : "Play");
    this.home.classList.toggle("playing", player.playing);
    for (const input of this.what.querySelectorAll("input[type=radio]")) input.checked = input.value === "AB"[player.heard];
    const problem = player.sides.find((recording) => recording?.problem);
    this.status.textContent = problem ? `${problem.path} ${problem.problem}.` : "";
    this.button.disabled = Boolean(player.audible?.problem);
    if (this.levels) this.levels.textContent = this.gains();
    this.moved();
    if (player.playing) this.follow();
  }

  gains() {
    const { player } = this;
    if (!player.sides[1] || !player.matched) return "";
    if (!player.sides.every((recording) => isNumber(recording?.loudness))) return "loudness unknown: as they are";
    const side = [0, 1].find((number) => player.gain(number) < -0.005);
    return side === undefined ? "equally loud" : `${"AB"[side]} ${fixed(player.gain(side), 1)} dB`;
  }

  moved() {
    const { position, length } = this.player;
    this.time.textContent = `${clock(position)} / ${clock(length)}`;
    this.place.textContent = sectionAt(this.report, position);
    this.onmove?.(position);
  }

  /** The playhead's own motion: frame by frame, or with the recording's events where motion is not wanted. */
  follow() {
    if (this.following || reducedMotion.matches) return;
    this.following = true;
    let aligned = 0;
    const step = (now) => {
      if (!this.player.playing || this.listening.signal.aborted) return void (this.following = false);
      if (now - aligned > 500) {
        this.player.align();
        aligned = now;
      }
      this.moved();
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  /** Keys that mean the same on all of the page, where no control wants them. */
  key(event) {
    if (this.home.hidden || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const at = event.target;
    const slider = at.closest?.("[role=slider]");
    if (!slider && at.closest?.("button, input, select, summary, a, .box, table, [tabindex='0']")) return;
    const { player } = this;
    const by = event.shiftKey ? LEAP : STEP;
    const deeds = {
      " ": () => player.toggle(),
      ArrowLeft: () => player.seek(player.position - by),
      ArrowRight: () => player.seek(player.position + by),
      ...(slider && {
        ArrowDown: () => player.seek(player.position - by),
        ArrowUp: () => player.seek(player.position + by),
        PageDown: () => player.seek(player.position - LEAP),
        PageUp: () => player.seek(player.position + LEAP),
        Home: () => player.seek(0),
        End: () => player.seek(player.length),
        // Single letters act where the focus is on the pictures only: elsewhere they belong to other tools.
        x: () => player.hear(1 - player.heard),
        k: () => player.toggle(),
      }),
    };
    if (!deeds[event.key]) return;
    event.preventDefault();
    deeds[event.key]();
  }
}
