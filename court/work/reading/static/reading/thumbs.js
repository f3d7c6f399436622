// Thumbnails: drawn twelve at a time where one looks, as one picture of which each shows its part.
import { ask, Lately } from "./asking.js";
import { element } from "./outline.js";

const TOGETHER = 12;
const HIGH = 206;
const PICTURE = [120, 170];

export class Thumbs {
  constructor(list, book, root, goTo) {
    Object.assign(this, { list, book, root, goTo });
    this.pages = book.leaves.filter((leaf) => leaf.kind === "page");
    this.placeOf = new Map(this.pages.map((leaf, place) => [leaf.index, place]));
    this.kept = new Lately(40, (strip) => strip.then((url) => URL.revokeObjectURL(url)).catch(() => {}));
    this.bed = element("div", "thumbs-bed");
    list.append(this.bed);
    list.addEventListener("scroll", () => this.#later(), { passive: true });
    list.addEventListener("keydown", (event) => this.#arrows(event));
    new ResizeObserver(() => this.#later()).observe(list);
  }

  now(leaf) {
    this.place = this.placeOf.get(leaf.index);
    if (this.place === undefined || !this.list.offsetParent) return;
    const top = Math.floor(this.place / this.#across()) * HIGH;
    const seen = this.list.scrollTop;
    if (top < seen || top + HIGH > seen + this.list.clientHeight) this.list.scrollTop = top - this.list.clientHeight / 2 + HIGH / 2;
    this.#later();
  }

  #across() {
    return Math.max(1, Math.floor(this.list.clientWidth / 136));
  }

  #later() {
    window.cancelAnimationFrame(this.frame);
    this.frame = window.requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    if (!this.list.offsetParent) return;
    const across = this.#across();
    this.bed.style.height = `${Math.ceil(this.pages.length / across) * HIGH}px`;
    const first = Math.floor(this.list.scrollTop / HIGH) * across;
    const last = Math.min(this.pages.length, Math.ceil((this.list.scrollTop + this.list.clientHeight) / HIGH) * across);
    const made = [];
    for (let place = first; place < last; place += 1) made.push(this.#thumb(place, across));
    this.bed.replaceChildren(...made);
  }

  #thumb(place, across) {
    const leaf = this.pages[place];
    const made = element("div", "thumb");
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(place === this.place));
    made.setAttribute("aria-label", `${leaf.paper.title}第${leaf.label || leaf.page}页`);
    made.style.left = `${((place % across) * 100) / across}%`;
    made.style.width = `${100 / across}%`;
    made.style.top = `${Math.floor(place / across) * HIGH}px`;
    const picture = element("span", "thumb-picture");
    const start = leaf.page - ((leaf.page - 1) % TOGETHER);
    this.#strip(leaf.paper.id, start).then((url) => {
      picture.style.backgroundImage = `url("${url}")`;
      picture.style.backgroundPosition = `0 ${-(leaf.page - start) * PICTURE[1]}px`;
    }).catch(() => picture.classList.add("failed"));
    made.append(picture, element("span", "thumb-label", leaf.label || String(leaf.page)));
    made.addEventListener("click", () => this.goTo(leaf.index));
    return made;
  }

  #strip(document, start) {
    const address = `${this.root}${document}/${start}/thumbs.webp`;
    const known = this.kept.get(address);
    if (known) return known;
    const strip = ask(address).then((answer) => answer.blob()).then((blob) => URL.createObjectURL(blob));
    this.kept.set(address, strip);
    strip.catch(() => this.kept.kept.delete(address));
    return strip;
  }

  #arrows(event) {
    const by = { ArrowDown: this.#across(), ArrowUp: -this.#across(), ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.pages[Math.min(Math.max(0, (this.place ?? 0) + by), this.pages.length - 1)];
    if (next) this.goTo(next.index, { stay: true });
  }
}
