// The margins of the viewer: mark words or a place, write a note, quote with the page, lead the others. Rights and
// places are checked by the server; what a page shows without this file stands in the summary of notes.
import { Frame } from "./frame.js";
import { box, joined, put, words } from "./places.js";

const section = document.getElementById("tab-annotations");

class Margins {
  constructor(root, viewer) {
    Object.assign(this, { root, viewer });
    this.said = root.querySelector("[data-notes-said]");
    this.form = root.querySelector("[data-note-new]");
    this.list = root.querySelector("[data-note-list]");
    this.lead = root.querySelector("[data-lead]");
    this.notes = new Map();
    this.leaves = new Map();
    this.frame = new Frame((figure, where) => this.#begin(figure, [where], ""), (words) => this.say(words));
    this.tools = this.#tools();
    this.#listen();
  }

  say(words) {
    this.said.textContent = words;
  }

  address(name, id) {
    return this.root.dataset[name].replace("/0/", `/${id}/`);
  }

  async ask(address, told) {
    const options = { headers: { Accept: "application/json" }, redirect: "error" };
    if (told) {
      const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
      Object.assign(options, { method: "POST", body: JSON.stringify(told) });
      Object.assign(options.headers, { "Content-Type": "application/json", "X-CSRFToken": token });
    }
    const answer = await fetch(address, options);
    const body = answer.status === 204 ? {} : await answer.json();
    if (!answer.ok) throw new Error(`${body.message ?? "没有办成。"}${body.do ?? ""}`);
    return body;
  }

  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      this.say(error instanceof TypeError ? "网络连接中断，请检查网络后再试。" : error.message);
      return null;
    }
  }

  // The notes of a paper, asked once until something changes.
  async of(id) {
    if (!this.notes.has(id)) this.notes.set(id, this.ask(this.address("notes", id)).then((told) => told.annotations));
    return this.notes.get(id);
  }

  async draw({ figure, document: id, page, overlay }) {
    const notes = await this.attempt(() => this.of(id));
    if (!notes || !figure.isConnected) return;
    for (const old of overlay.querySelectorAll(".mark")) old.remove();
    for (const note of notes.filter((one) => one.page === page)) {
      note.boxes.forEach((where, place) => overlay.append(this.#mark(note, where, place)));
    }
  }

  #mark(note, where, place) {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = `mark${note.scope === "panel" ? " shared" : ""}`;
    mark.dataset.note = note.id;
    if (place) mark.tabIndex = -1;
    mark.setAttribute("aria-label", `${note.author}的批注：${note.comment || "（无文字）"}`);
    mark.title = `${note.author}：${note.comment}`;
    put(mark, where);
    mark.addEventListener("click", () => this.#point(note.id));
    return mark;
  }

  #point(id) {
    this.viewer.openTab("annotations");
    const note = this.list.querySelector(`[data-note="${id}"]`);
    note?.scrollIntoView({ block: "nearest" });
    note?.querySelector("a")?.focus();
  }

  async showList(id) {
    const answer = await this.attempt(() => fetch(this.address("notes", id), { redirect: "error" }));
    if (!answer?.ok || id !== this.paper) return;
    this.list.innerHTML = await answer.text();
  }

  async again(id) {
    this.notes.delete(id);
    if (id === this.paper) await this.showList(id);
    for (const leaf of this.leaves.values()) if (leaf.document === id) await this.draw(leaf);
  }

  #begin(figure, boxes, quote) {
    this.place = { id: figure.dataset.document, page: Number(figure.dataset.page), boxes, quote };
    this.viewer.openTab("annotations");
    this.form.hidden = false;
    this.form.reset();
    this.form.querySelector("[data-note-quote]").textContent = quote || `${figure.getAttribute("aria-label")}，框选处`;
    this.form.elements.namedItem("comment").focus();
  }

  async #save() {
    const told = { ...Object.fromEntries(new FormData(this.form)), page: this.place.page, boxes: this.place.boxes, quote: this.place.quote };
    const made = await this.attempt(() => this.ask(this.address("make", this.place.id), told));
    if (!made) return;
    this.form.hidden = true;
    this.say("批注已保存。");
    await this.again(this.place.id);
  }

  #tools() {
    const tools = document.createElement("div");
    tools.className = "mark-tools";
    tools.hidden = true;
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", "对选中的文字");
    for (const [words, act] of [["批注（a）", "note"], ["摘录（q）", "quote"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = words;
      button.addEventListener("click", () => this.#use(act));
      tools.append(button);
    }
    document.body.append(tools);
    return tools;
  }

  #selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement?.closest(".leaf");
    if (!start || start !== range.endContainer.parentElement?.closest(".leaf")) return null;
    const sheet = start.querySelector(".sheet");
    const boxes = joined([...range.getClientRects()].filter((one) => one.width > 1 && one.height > 1).map((one) => box(one, sheet)));
    return boxes.length ? { figure: start, boxes, text: words(range) } : null;
  }

  async #use(act) {
    const found = this.#selected();
    this.tools.hidden = true;
    if (!found) {
      this.say("请在同一页内选中文字。");
      return;
    }
    if (act === "note") {
      this.#begin(found.figure, found.boxes.slice(0, 60), found.text.slice(0, 2000));
      return;
    }
    const told = { page: Number(found.figure.dataset.page), text: found.text };
    const made = await this.attempt(() => this.ask(this.address("quote", found.figure.dataset.document), told));
    if (!made) return;
    const copied = await navigator.clipboard?.writeText(made.cited).then(() => true, () => false);
    this.say(copied ? "已摘录并复制，制作文书时可在“卷宗摘录”中插入。" : "已摘录，制作文书时可在“卷宗摘录”中插入。");
  }

  async #switchLead() {
    const leading = this.root.dataset.show !== "";
    const told = await this.attempt(() => this.ask(leading ? this.root.dataset.end : this.root.dataset.start, {}));
    if (!told) return;
    Object.assign(this.root.dataset, leading ? { show: "", end: "" } : { show: told.show, end: told.end });
    this.lead.setAttribute("aria-pressed", String(!leading));
    this.lead.querySelector("span").textContent = leading ? "向全体出示" : "结束出示";
    this.say(leading ? "出示已结束。" : "正在向全体出示，翻页时其他人的屏幕会跟随。");
    if (!leading && this.now) this.#lead(this.now);
  }

  // The newest page wins: while one step is on its way the next waits, and steps between are left out.
  async #lead(now) {
    this.wish = now;
    if (this.leading || !this.root.dataset.show) return;
    this.leading = true;
    while (this.wish) {
      const { document: id, page } = this.wish;
      this.wish = null;
      await this.attempt(() => this.ask(this.root.dataset.show, { document: id, page }));
    }
    this.leading = false;
  }

  #listen() {
    document.addEventListener("leaf:shown", (event) => {
      if (!event.detail.overlay) return;
      this.leaves.set(event.detail.figure, event.detail);
      this.draw(event.detail);
    });
    document.addEventListener("leaf:left", (event) => this.leaves.delete(event.detail.figure));
    document.addEventListener("viewer:moved", (event) => this.#moved(event.detail));
    document.addEventListener("selectionchange", () => this.#offer());
    document.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.form.querySelector("[data-note-cancel]").addEventListener("click", () => (this.form.hidden = true));
    this.root.querySelector("[data-frame]").addEventListener("click", () => this.#frame());
    this.lead?.addEventListener("click", () => this.#switchLead());
    this.list.addEventListener("submit", (event) => this.#inList(event));
    this.list.addEventListener("click", (event) => {
      const link = event.target.closest("[data-go]");
      if (!link) return;
      event.preventDefault();
      this.viewer.goTo(link.dataset.document, Number(link.dataset.go));
    });
    for (const figure of this.viewer.leaves()) {
      const detail = { figure, document: figure.dataset.document, page: Number(figure.dataset.page), overlay: figure.querySelector(".overlay") };
      this.leaves.set(figure, detail);
      if (detail.overlay) this.draw(detail);
    }
    this.#moved(this.viewer.current());
  }

  async #inList(event) {
    const form = event.target.closest("[data-note-form]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    const told = await this.attempt(() => this.ask(form.action, {}));
    if (!told) return;
    this.say(told.said);
    await this.again(this.paper);
  }

  #moved(now) {
    this.now = now;
    if (now.document !== this.paper) {
      this.paper = now.document;
      this.showList(now.document);
    }
    this.#lead(now);
  }

  #offer() {
    const found = this.#selected();
    this.tools.hidden = !found;
    if (!found) return;
    const rect = document.getSelection().getRangeAt(0).getBoundingClientRect();
    this.tools.style.left = `${Math.max(8, Math.min(rect.left, window.innerWidth - 190))}px`;
    this.tools.style.top = `${Math.min(rect.bottom + 6, window.innerHeight - 60)}px`;
  }

  #frame() {
    const now = this.now ?? this.viewer.current();
    const leaf = [...this.leaves.values()].find((one) => one.document === now?.document && one.page === now?.page);
    if (leaf?.overlay) this.frame.start(leaf.figure, leaf.overlay);
    else this.say("这一页不能框选。");
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    const does = { a: () => (this.#selected() ? this.#use("note") : this.#frame()), q: () => this.#use("quote") }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }
}

async function begin(viewer) {
  const answer = await fetch(section.dataset.url, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) {
    section.textContent = "批注暂时不能打开，请刷新页面后再试。";
    return;
  }
  section.innerHTML = await answer.text();
  new Margins(section.querySelector(".notes-tab"), viewer);
}

if (section?.dataset.url) {
  const viewer = document.getElementById("viewer")?.viewer;
  if (viewer) begin(viewer);
  else document.addEventListener("viewer:ready", (event) => begin(event.detail.viewer), { once: true });
}
