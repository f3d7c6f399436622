// Search in all words of the dossier. What is found and where it stands is the server's answer.
import { askJson } from "./asking.js";
import { element } from "./outline.js";
import { arrowsWithin } from "./panel.js";

export class Search {
  constructor(parts) {
    Object.assign(this, parts);
    this.hits = [];
    this.place = -1;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.run(this.box.value);
    });
    this.box.addEventListener("input", () => {
      if (!this.box.value) this.clear();
    });
    arrowsWithin(this.list, ".hit");
    this.stage.addEventListener("spoken", () => this.#mark());
  }

  async run(asked) {
    if (!asked.trim()) return this.clear();
    this.asked = asked;
    this.list.replaceChildren(element("p", "soft", "正在检索……"));
    let found;
    try {
      found = await askJson(`${this.address}search.json?q=${encodeURIComponent(asked)}`);
    } catch (error) {
      this.list.replaceChildren(element("p", "text-alarm", error.message));
      return undefined;
    }
    if (asked !== this.asked) return undefined;
    this.hits = found.hits.map(([document, page, count, snippet, from, to]) => ({ index: this.book.find(document, page), count, snippet, from, to }));
    this.stage.words.search(asked);
    this.stage.again();
    this.#draw(found);
    this.place = -1;
    this.part = 0;
    if (this.hits.length) this.step(1, { first: true });
    return found;
  }

  clear() {
    this.asked = "";
    this.hits = [];
    this.steps.hidden = true;
    this.stage.words.search("");
    this.stage.again();
    this.list.replaceChildren();
    return false;
  }

  get active() {
    return Boolean(this.asked);
  }

  // To the next or the previous hit: first those of the page, then those of the next page that has some.
  step(by, { first = false } = {}) {
    if (!this.hits.length) return;
    const now = this.hits[this.place];
    if (first) this.place = Math.max(0, this.hits.findIndex((hit) => hit.index >= this.stage.at));
    else if (now && this.part + by >= 0 && this.part + by < now.count) return this.#go(this.place, this.part + by);
    else this.place = (this.place + by + this.hits.length) % this.hits.length;
    this.#go(this.place, by > 0 ? 0 : this.hits[this.place].count - 1);
  }

  #go(place, part) {
    this.place = place;
    this.part = part;
    const hit = this.hits[place];
    if (this.stage.at !== hit.index || !this.stage.figure(hit.index)) this.stage.goTo(hit.index);
    this.#mark(true);
    const before = this.hits.slice(0, place).reduce((sum, one) => sum + one.count, 0);
    this.count.textContent = `第${before + part + 1}处，共${this.total}处`;
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const entry = this.list.querySelector(`[data-place="${place}"]`);
    entry?.setAttribute("aria-current", "true");
    if (entry && !this.list.contains(document.activeElement)) entry.scrollIntoView({ block: "nearest" });
  }

  // The hit one is at stands out, and is brought into sight.
  #mark(scroll = false) {
    const hit = this.hits[this.place];
    for (const old of this.stage.bed.querySelectorAll("g.now")) old.classList.remove("now");
    const marks = hit && this.stage.figure(hit.index)?.querySelectorAll(".marks g");
    if (!marks?.length) return (this.due = scroll || this.due);
    const now = marks[Math.min(this.part, marks.length - 1)];
    now.classList.add("now");
    if (scroll || this.due) {
      const room = this.stage.room.getBoundingClientRect();
      const place = now.getBoundingClientRect();
      if (place.top < room.top + 20 || place.bottom > room.bottom - 20) this.stage.room.scrollTop += place.top - room.top - room.height / 3;
      if (place.left < room.left || place.right > room.right) this.stage.room.scrollLeft += place.left - room.left - room.width / 3;
    }
    return (this.due = false);
  }

  #draw(found) {
    this.total = this.hits.reduce((sum, hit) => sum + hit.count, 0);
    const said = [];
    if (!this.hits.length) said.push(element("p", "", "没有找到。可以减少文字，或者换一个说法。"));
    else said.push(element("p", "soft small", summary(found, this.hits.length)));
    if (found.unread) said.push(element("p", "soft small", `另有${found.unread}页的文字尚未识别，暂时检索不到。`));
    const groups = [];
    let paper;
    this.hits.forEach((hit, place) => {
      const leaf = this.book.leaves[hit.index];
      if (!leaf) return;
      if (leaf.paper !== paper) {
        paper = leaf.paper;
        groups.push(element("h3", "hit-paper", `${paper.title}（${found.papers[paper.id]}页）`));
      }
      groups.push(this.#entry(hit, leaf, place));
    });
    this.steps.hidden = !this.hits.length;
    this.list.replaceChildren(...said, ...groups);
  }

  #entry(hit, leaf, place) {
    const made = element("button", "hit");
    made.type = "button";
    made.dataset.place = place;
    const words = element("span", "hit-words", hit.snippet.slice(0, hit.from));
    words.append(element("mark", "", hit.snippet.slice(hit.from, hit.to)), hit.snippet.slice(hit.to));
    made.append(element("span", "hit-label", `第${leaf.label || leaf.page}页${hit.count > 1 ? `，${hit.count}处` : ""}`), words);
    made.addEventListener("click", () => {
      this.#go(place, 0);
      this.panel.chosen();
    });
    return made;
  }
}

function summary(found, shown) {
  const papers = Object.keys(found.papers).length;
  const more = found.pages > shown ? `，先列出前${shown}页` : "";
  return `在${papers}件材料的${found.pages}页中找到${more}。`;
}
