// Two recordings that run together, one of them heard: A is the target, B what it is compared with. The position belongs
// to the production, and not to a recording, so it stays when another target or another B is chosen.

/** Recordings that are further apart than this are brought together, in seconds. */
const DRIFT = 0.03;

class Player extends EventTarget {
  constructor(home) {
    super();
    this.home = home;
    this.sides = [null, null];
    this.heard = 0;
    this.matched = true;
    this.wanted = 0;
    this.playing = false;
  }

  get audible() {
    return this.sides[this.heard];
  }

  get position() {
    const audio = this.audible?.audio;
    return audio && audio.readyState > 0 && !audio.seeking ? audio.currentTime : this.wanted;
  }

  get length() {
    const audio = this.audible?.audio;
    return isNumber(audio?.duration) ? audio.duration : this.audible?.seconds ?? 0;
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** A recording, or none, on one side. The other goes on, and so does the same one. */
  load(side, recording) {
    const { position, playing } = this;
    const old = this.sides[side];
    if (old && recording && !old.problem && old.path === recording.path && old.version === recording.version)
      Object.assign(old, recording);
    else {
      this.unload(side);
      if (recording) this.sides[side] = { ...recording, audio: this.element(side, recording) };
      if (recording) this.sides[side].audio.currentTime = position;
      if (!this.sides[this.heard]) this.heard = 0;
      this.wanted = position;
      if (playing) this.play();
    }
    this.level();
    this.changed();
  }

  element(side, { path, version }) {
    const audio = element("audio", { preload: "auto", "data-side": "AB"[side], src: address(path) + (version ? `?${version}` : "") });
    audio.addEventListener("ended", () => this.audible?.audio === audio && this.pause());
    audio.addEventListener("error", () => this.fail(side, audio));
    for (const event of ["loadedmetadata", "seeked", "timeupdate"])
      audio.addEventListener(event, () => this.audible?.audio === audio && this.dispatchEvent(new Event("time")));
    this.home.append(audio);
    return audio;
  }

  unload(side) {
    const old = this.sides[side];
    this.sides[side] = null;
    if (!old) return;
    old.audio.pause();
    old.audio.removeAttribute("src");
    old.audio.remove();
  }

  fail(side, audio) {
    const recording = this.sides[side];
    if (recording?.audio !== audio) return;
    recording.problem = audio.error?.code === MediaError.MEDIA_ERR_DECODE ? "is damaged" : "is not there, or of a kind that this browser does not play";
    if (side === this.heard) this.playing = false;
    this.changed();
  }

  /** The louder side is turned down to the other's loudness, in dB. */
  gain(side) {
    const [own, other] = [this.sides[side]?.loudness, this.sides[1 - side]?.loudness];
    return this.matched && isNumber(own) && isNumber(other) ? Math.min(0, other - own) : 0;
  }

  level() {
    this.sides.forEach((recording, side) => {
      if (!recording) return;
      recording.audio.volume = dBToGain(this.gain(side));
      recording.audio.muted = side !== this.heard;
    });
  }

  match(matched) {
    this.matched = matched;
    this.level();
    this.changed();
  }

  seek(seconds) {
    const end = this.length;
    this.wanted = Math.max(0, end ? Math.min(seconds, end) : seconds);
    for (const recording of this.sides) if (recording) recording.audio.currentTime = this.wanted;
    this.dispatchEvent(new Event("time"));
  }

  /** The side that is not heard follows; seeking it makes no noise. */
  align() {
    const silent = this.sides[1 - this.heard]?.audio;
    if (!silent || silent.seeking || Math.abs(silent.currentTime - this.position) <= DRIFT) return;
    if (this.position < silent.duration) silent.currentTime = this.position;
  }

  hear(side) {
    if (!this.sides[side] || side === this.heard) return;
    const position = this.position;
    this.heard = side;
    const { audio } = this.audible;
    if (Math.abs(audio.currentTime - position) > DRIFT) audio.currentTime = position;
    this.wanted = position;
    this.level();
    if (this.playing) this.play();
    this.changed();
  }

  async play() {
    if (!this.audible || this.audible.problem) return;
    if (this.length && this.position >= this.length - 0.01) this.seek(0);
    this.align();
    this.playing = true;
    this.changed();
    const { audio } = this.audible;
    const all = this.sides.filter((recording) => recording && !recording.problem);
    const started = all.map((recording) => recording.audio.play().catch((problem) => problem));
    const problem = await started[all.indexOf(this.audible)];
    // A browser that wants a click first; a recording that was changed for another meanwhile is no problem.
    if (problem?.name === "NotAllowedError" && this.audible?.audio === audio) this.pause();
  }

  pause() {
    this.wanted = this.position;
    this.playing = false;
    for (const recording of this.sides) recording?.audio.pause();
    this.align();
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }
}
