// The stage: only the leaves in sight are in the page, so that a dossier of any length opens and turns alike.
import { player } from "./players.js";

const GAP = 12;
const PIXEL = 96 / 72;
const AHEAD = [1, 2, -1, 3];
const SETTLE_MS = 120;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

export class Stage extends EventTarget {
  constructor(room, book, pictures, words, turns) {
    super();
    Object.assign(this, { room, book, pictures, words, turns });
    this.mode = "flow";
    this.zoom = "width";
    this.at = 0;
    this.shown = new Map();
    this.last = new Map();
    this.bed = document.createElement("div");
    this.bed.className = "bed";
    this.first = firstPicture(room);
    room.replaceChildren(this.bed);
    room.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.size = [room.clientWidth, room.clientHeight];
    new ResizeObserver(() => this.#resized()).observe(room);
  }

  leaf(index = this.at) {
    return this.book.leaves[index];
  }

  // Lays all rows anew: after a change of zoom, mode, turn or window.
  lay(keep = this.at) {
    const leaves = this.book.leaves;
    this.rows = [];
    for (let index = 0; index < leaves.length; index += 1) {
      const row = [index];
      if (this.mode === "two" && pairs(leaves[index], leaves[index + 1])) row.push((index += 1));
      this.rows.push(row);
    }
    this.rowOf = [];
    this.rows.forEach((row, place) => row.forEach((index) => (this.rowOf[index] = place)));
    this.#measure();
    // Pictures already on the screen stay there until sharper ones come.
    this.spare = new Map([...this.shown].map(([index, figure]) => [index, figure.querySelector(".sheet img")]));
    for (const index of [...this.shown.keys()]) this.#take(index);
    this.goTo(keep);
    this.spare = null;
  }

  #measure() {
    const room = [this.room.clientWidth - 2 * GAP, this.room.clientHeight - 2 * GAP];
    this.boxes = [];
    this.tops = [];
    let top = GAP;
    let widest = 0;
    for (const row of this.rows) {
      const each = (room[0] - GAP * (row.length - 1)) / row.length;
      const sizes = row.map((index) => this.#sized(this.leaf(index), each, room[1]));
      const wide = sizes.reduce((sum, [width]) => sum + width, GAP * (row.length - 1));
      const high = Math.max(...sizes.map(([, height]) => height));
      this.tops.push([top, high, wide]);
      row.forEach((index, place) => (this.boxes[index] = sizes[place]));
      widest = Math.max(widest, wide);
      top += this.mode === "flow" ? high + GAP : 0;
    }
    this.wide = Math.max(room[0], widest) + 2 * GAP;
    this.high = top;
  }

  #sized(leaf, wide, high) {
    if (leaf.kind !== "page") return [Math.min(wide, 720), leaf.kind === "text" ? Math.max(320, high) : 300];
    const sideways = this.quarters(leaf) % 2;
    const [width, height] = sideways ? [leaf.height, leaf.width] : [leaf.width, leaf.height];
    let scale = this.zoom * PIXEL;
    if (this.zoom === "width") scale = Math.min(wide / width, 2.2 * PIXEL);
    if (this.zoom === "page") scale = Math.min(wide / width, high / height);
    return [width * scale, height * scale];
  }

  quarters(leaf) {
    return this.turns[leaf.paper.id]?.[leaf.page] ?? 0;
  }

  goTo(index, { top = 0 } = {}) {
    if (!this.book.leaves.length) return;
    const place = Math.min(Math.max(0, index), this.book.leaves.length - 1);
    this.#arrive(place);
    const [start, high] = this.tops[this.rowOf[place]];
    const bed = this.mode === "flow" ? this.high : high + 2 * GAP;
    this.bed.style.height = `${bed}px`;
    this.bed.style.width = `${this.wide}px`;
    this.room.scrollTop = start - GAP + top;
    if (this.wide > this.room.clientWidth + 1) this.room.scrollLeft = Math.max(this.room.scrollLeft, (this.wide - this.room.clientWidth) / 2);
    this.#show();
  }

  // To the row after or before; in a row higher than the window, PageDown goes on within it.
  turn(by) {
    const row = this.rows[this.rowOf[this.at] + by];
    if (row) this.goTo(row[0]);
    return Boolean(row);
  }

  zoomTo(zoom) {
    this.zoom = zoom;
    this.lay();
    this.dispatchEvent(new Event("zoomed"));
  }

  scale() {
    if (typeof this.zoom === "number") return this.zoom;
    const leaf = this.leaf();
    if (!leaf || !this.boxes[this.at]) return 1;
    return this.boxes[this.at][0] / ((this.quarters(leaf) % 2 ? leaf.height : leaf.width) * PIXEL);
  }

  step(by) {
    const now = this.scale();
    const next = by > 0 ? STEPS.find((one) => one > now * 1.02) : STEPS.findLast((one) => one < now * 0.98);
    this.zoomTo(next ?? (by > 0 ? STEPS.at(-1) : STEPS[0]));
  }

  rotate() {
    const leaf = this.leaf();
    if (leaf?.kind !== "page") return null;
    const quarters = (this.quarters(leaf) + 1) % 4;
    this.turns[leaf.paper.id] = { ...this.turns[leaf.paper.id], [leaf.page]: quarters };
    this.lay();
    return { leaf, quarters };
  }

  again() {
    for (const [index, figure] of this.shown) if (this.leaf(index).kind === "page") this.#speak(index, figure);
  }

  figure(index = this.at) {
    return this.shown.get(index);
  }

  #arrive(index) {
    if (index === this.at && this.arrived) return;
    this.at = index;
    this.arrived = true;
    this.dispatchEvent(new Event("moved"));
  }

  #scrolled() {
    if (this.mode === "flow") {
      const middle = this.room.scrollTop + this.room.clientHeight * 0.4;
      this.#arrive(this.rows[this.#rowAt(middle)]?.[0] ?? 0);
    }
    window.cancelAnimationFrame(this.frame);
    this.frame = window.requestAnimationFrame(() => this.#show());
  }

  #resized() {
    const [wide, high] = this.size;
    if (wide === this.room.clientWidth && (high === this.room.clientHeight || this.zoom !== "page")) return;
    this.size = [this.room.clientWidth, this.room.clientHeight];
    if (this.rows) this.lay();
  }

  #rowAt(height) {
    let low = 0;
    let top = this.tops.length - 1;
    while (low < top) {
      const middle = (low + top + 1) >> 1;
      if (this.tops[middle][0] <= height) low = middle;
      else top = middle - 1;
    }
    return low;
  }

  #inSight() {
    if (this.mode !== "flow") return [this.rowOf[this.at]];
    const first = this.#rowAt(this.room.scrollTop);
    const last = this.#rowAt(this.room.scrollTop + this.room.clientHeight);
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  }

  #show() {
    if (!this.rows?.length) return;
    const rows = this.#inSight();
    const visible = rows.flatMap((row) => this.rows[row]);
    const near = this.mode === "flow" ? [rows[0] - 1, rows.at(-1) + 1].flatMap((row) => this.rows[row] ?? []) : [];
    const keep = new Set([...visible, ...near]);
    for (const index of [...this.shown.keys()]) if (!keep.has(index)) this.#take(index);
    for (const index of keep) this.#put(index);
    this.#fetch(visible, rows);
    window.clearTimeout(this.settled);
    this.settled = window.setTimeout(() => visible.forEach((index) => this.#settle(index)), SETTLE_MS);
  }

  #fetch(visible, rows) {
    const last = rows.at(-1);
    const ahead = AHEAD.flatMap((by) => this.rows[by > 0 ? last + by : rows[0] + by] ?? []);
    const order = [...new Set([this.at, ...visible, ...ahead])].filter((index) => this.leaf(index).kind === "page");
    const seen = new Set(visible);
    const wants = order.map((index) => this.#wish(index)).filter(Boolean).map((wish) => ({ ...wish, ahead: !seen.has(wish.index) }));
    this.pictures.want(wants);
  }

  #wish(index) {
    const leaf = this.leaf(index);
    const wide = this.quarters(leaf) % 2 ? this.boxes[index][1] : this.boxes[index][0];
    const address = this.pictures.address(leaf, wide);
    const figure = this.shown.get(index);
    const image = figure?.querySelector("img");
    if (image?.dataset.address && this.pictures.serves(image.dataset.address, address)) return null;
    const then = (url) => {
      const now = this.shown.get(index)?.querySelector("img");
      if (!now) return;
      now.src = url;
      now.dataset.address = address;
      this.last.set(index, address);
      now.closest("figure").classList.add("here");
      now.closest("figure").querySelector(".leaf-fault")?.remove();
    };
    const ready = this.pictures.ready(address);
    if (ready) {
      then(ready);
      return null;
    }
    // Until the sharper picture is there the one of another size stands in.
    const before = this.pictures.ready(this.last.get(index) ?? "");
    if (before && image && !image.src) image.src = before;
    return { index, address, then, failed: (error) => this.#fault(index, error.message) };
  }

  #put(index) {
    if (this.shown.has(index)) return;
    const leaf = this.leaf(index);
    const figure = leaf.kind === "page" ? sheet(leaf) : player(leaf, this);
    const [width, height] = this.boxes[index];
    const row = this.rows[this.rowOf[index]];
    const [top, , wide] = this.tops[this.rowOf[index]];
    const before = row[0] === index ? 0 : this.boxes[row[0]][0] + GAP;
    Object.assign(figure.style, { width: `${width}px`, height: `${height}px`, top: `${top}px`, left: `${(this.wide - wide) / 2 + before}px` });
    if (leaf.kind === "page") this.#turnSheet(leaf, figure, width, height);
    if (this.first?.document === leaf.paper.id && this.first.page === leaf.page) this.#takeOver(figure);
    const spare = this.spare?.get(index);
    if (spare?.src) {
      figure.querySelector("img").replaceWith(spare);
      if (spare.complete) figure.classList.add("here");
    }
    const next = [...this.shown.keys()].filter((one) => one > index).sort((a, b) => a - b)[0];
    this.bed.insertBefore(figure, next === undefined ? null : this.shown.get(next));
    this.shown.set(index, figure);
    this.#tell("leaf:shown", leaf, figure);
  }

  // The page that came with the address is there already: it is not asked for again.
  #takeOver(figure) {
    const { image, address } = this.first;
    image.alt = figure.querySelector("img").alt;
    image.draggable = false;
    figure.querySelector("img").replaceWith(image);
    image.dataset.address = address;
    this.first = null;
    const here = () => image.closest("figure")?.classList.add("here");
    if (image.complete) here();
    image.addEventListener("load", here, { once: true });
    image.addEventListener("error", () => {
      delete image.dataset.address;
      this.#show();
    }, { once: true });
  }

  #turnSheet(leaf, figure, width, height) {
    const quarters = this.quarters(leaf);
    const inner = figure.querySelector(".sheet");
    const [wide, high] = quarters % 2 ? [height, width] : [width, height];
    Object.assign(inner.style, { width: `${wide}px`, height: `${high}px`, transform: `translate(-50%, -50%) rotate(${quarters * 90}deg)` });
  }

  #take(index) {
    const figure = this.shown.get(index);
    this.shown.delete(index);
    this.#tell("leaf:left", this.leaf(index), figure);
    figure.remove();
  }

  #settle(index) {
    const figure = this.shown.get(index);
    if (figure && !figure.dataset.spoken && this.leaf(index).kind === "page") this.#speak(index, figure);
  }

  #speak(index, figure) {
    figure.dataset.spoken = "1";
    const inner = figure.querySelector(".sheet");
    this.words
      .lay(this.leaf(index), inner, figure.querySelector(".marks"), inner.offsetWidth, inner.offsetHeight)
      .then((count) => this.dispatchEvent(new CustomEvent("spoken", { detail: { index, count } })))
      .catch(() => delete figure.dataset.spoken);
  }

  #fault(index, words) {
    const figure = this.shown.get(index);
    if (!figure || figure.querySelector(".leaf-fault")) return;
    const fault = document.createElement("div");
    fault.className = "leaf-fault";
    const said = document.createElement("p");
    said.textContent = words;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button small";
    again.textContent = "重新打开本页";
    again.addEventListener("click", () => {
      fault.remove();
      this.#show();
    });
    fault.append(said, again);
    figure.append(fault);
  }

  #tell(name, leaf, figure) {
    const detail = { document: leaf.paper.id, page: leaf.page, label: leaf.label, figure, overlay: figure.querySelector(".overlay") };
    figure.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

// What the server put into the page, arrived or on its way.
function firstPicture(room) {
  const figure = room.querySelector("figure.leaf.plain");
  const image = figure?.querySelector("img");
  if (!image || (image.complete && !image.naturalWidth)) return null;
  return { document: figure.dataset.document, page: Number(figure.dataset.page), image, address: image.getAttribute("src") };
}

function pairs(one, other) {
  return other && one.kind === "page" && other.kind === "page" && one.volume === other.volume;
}

function sheet(leaf) {
  const figure = document.createElement("figure");
  figure.className = "leaf";
  Object.assign(figure.dataset, { document: leaf.paper.id, page: leaf.page, label: leaf.label });
  const name = `${leaf.paper.title}${leaf.label ? `，第${leaf.label}页` : `，第${leaf.page}页`}`;
  figure.setAttribute("aria-label", name);
  figure.innerHTML =
    '<div class="sheet"><img alt="" draggable="false"><svg class="marks" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"></svg><div class="words"></div><div class="overlay"></div></div>';
  figure.querySelector("img").alt = name;
  return figure;
}
