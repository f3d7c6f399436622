// A box drawn over a page: with the mouse or a finger, or with the keys alone (arrows move, with Shift they size).
import { point, put } from "./places.js";

const STEP = 0.01;
const LEAST = 0.005;

export class Frame {
  constructor(done, say) {
    this.done = done;
    this.say = say;
  }

  start(figure, overlay) {
    this.stop();
    this.figure = figure;
    this.overlay = overlay;
    this.box = [0.3, 0.4, 0.7, 0.5];
    this.node = document.createElement("div");
    this.node.className = "frame";
    this.node.tabIndex = 0;
    this.node.setAttribute("role", "group");
    this.node.setAttribute("aria-label", "框选：方向键移动，Shift 加方向键改变大小，回车确定，Esc 取消");
    overlay.append(this.node);
    figure.classList.add("framing");
    overlay.style.pointerEvents = "auto";
    this.#place();
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.down = (event) => this.#drag(event);
    overlay.addEventListener("pointerdown", this.down);
    this.node.focus({ preventScroll: true });
    this.say("拖动鼠标画框，或者用方向键移动、Shift 加方向键改变大小；回车确定，Esc 取消。");
  }

  stop() {
    if (!this.node) return;
    this.overlay.removeEventListener("pointerdown", this.down);
    this.overlay.style.pointerEvents = "";
    this.figure.classList.remove("framing");
    this.node.remove();
    this.node = null;
  }

  #finish() {
    const { figure, box } = this;
    this.stop();
    this.say("");
    this.done(figure, box.map((one) => Math.round(one * 1e5) / 1e5));
  }

  #place() {
    put(this.node, this.box);
  }

  #key(event) {
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === "Enter") this.#finish();
    else if (event.key === "Escape") {
      this.stop();
      this.say("");
    } else if (by && event.shiftKey) this.#size(by);
    else if (by) this.#move(by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move([across, down]) {
    const [left, top, right, bottom] = this.box;
    const x = Math.min(Math.max(across, -left), 1 - right);
    const y = Math.min(Math.max(down, -top), 1 - bottom);
    this.box = [left + x, top + y, right + x, bottom + y];
    this.#place();
  }

  #size([across, down]) {
    const [left, top, right, bottom] = this.box;
    this.box = [left, top, Math.min(1, Math.max(left + STEP, right + across)), Math.min(1, Math.max(top + STEP, bottom + down))];
    this.#place();
  }

  #drag(event) {
    event.preventDefault();
    const sheet = this.overlay.closest(".sheet");
    const at = (one) => point(one.clientX, one.clientY, sheet);
    const [x, y] = at(event);
    const move = (next) => {
      const [x2, y2] = at(next);
      this.box = [Math.min(x, x2), Math.min(y, y2), Math.max(x, x2), Math.max(y, y2)];
      this.#place();
    };
    const up = () => {
      this.overlay.removeEventListener("pointermove", move);
      this.overlay.removeEventListener("pointerup", up);
      if (this.box[2] - this.box[0] > LEAST && this.box[3] - this.box[1] > LEAST) this.#finish();
    };
    this.overlay.setPointerCapture(event.pointerId);
    this.overlay.addEventListener("pointermove", move);
    this.overlay.addEventListener("pointerup", up);
  }
}
