// Own bookmarks: nobody else sees them. A removed one can be brought back at once.
import { send } from "./asking.js";
import { element } from "./outline.js";
import { arrowsWithin } from "./panel.js";

export class Bookmarks extends EventTarget {
  constructor({ form, list, rows, book, address, goTo, say }) {
    super();
    Object.assign(this, { form, list, rows, book, address, goTo, say });
    this.box = form.querySelector("input");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.add(this.here, this.box.value.trim());
    });
    arrowsWithin(list, ".bookmark-go");
    this.draw();
  }

  of(leaf) {
    return leaf && this.rows.find((row) => row.document === leaf.paper.id && row.page === leaf.page);
  }

  async add(leaf, name) {
    if (!leaf || this.of(leaf)) return;
    const usual = `${leaf.paper.title}${leaf.label ? ` 第${leaf.label}页` : ""}`.slice(-60);
    await this.#do({ does: "add", document: leaf.paper.id, page: leaf.page, name: name || usual }, (row) => {
      this.rows.push(row);
      this.box.value = "";
      this.say(`已加书签“${row.name}”。`);
    });
  }

  toggle(leaf) {
    const known = this.of(leaf);
    return known ? this.remove(known) : this.add(leaf, "");
  }

  remove(row) {
    return this.#do({ does: "remove", id: row.id }, () => {
      this.rows = this.rows.filter((one) => one.id !== row.id);
      this.say(`已删除书签“${row.name}”。`, { label: "撤销", does: () => this.restore(row) });
    });
  }

  restore(row) {
    return this.#do({ does: "restore", id: row.id }, (again) => {
      if (!this.rows.some((one) => one.id === again.id)) this.rows.push(again);
      this.say(`书签“${again.name}”已恢复。`);
    });
  }

  rename(row, name) {
    return this.#do({ does: "rename", id: row.id, name }, (again) => Object.assign(row, again));
  }

  async #do(facts, then) {
    try {
      then(await send(this.address, facts));
    } catch (error) {
      this.say(error.message);
    }
    this.draw();
    this.dispatchEvent(new Event("changed"));
  }

  draw() {
    const known = this.rows
      .map((row) => ({ row, index: this.book.find(row.document, row.page) }))
      .filter((one) => one.index >= 0)
      .sort((one, other) => one.index - other.index);
    const lines = known.map(({ row, index }) => this.#line(row, index));
    const empty = element("p", "soft", "还没有书签。按 B 键给正在看的页加书签，只有您自己看得到。");
    this.list.replaceChildren(...(lines.length ? lines : [empty]));
  }

  #line(row, index) {
    const leaf = this.book.leaves[index];
    const line = element("div", "bookmark");
    const go = element("button", "bookmark-go");
    go.type = "button";
    go.append(element("span", "", row.name), element("span", "outline-label", leaf.label || ""));
    go.addEventListener("click", () => this.goTo(index));
    const rename = element("button", "button small quiet", "改名");
    rename.type = "button";
    rename.setAttribute("aria-label", `给书签“${row.name}”改名`);
    rename.addEventListener("click", () => this.#edit(row, line));
    const remove = element("button", "button small quiet", "删除");
    remove.type = "button";
    remove.setAttribute("aria-label", `删除书签“${row.name}”`);
    remove.addEventListener("click", () => this.remove(row));
    line.append(go, rename, remove);
    return line;
  }

  #edit(row, line) {
    const form = element("form", "panel-head");
    form.dataset.own = "";
    const box = element("input", "input");
    box.value = row.name;
    box.maxLength = 60;
    box.setAttribute("aria-label", "书签名");
    const keep = element("button", "button small", "保存");
    form.append(box, keep);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.rename(row, box.value);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.draw();
    });
    line.replaceChildren(form);
    box.select();
  }
}
