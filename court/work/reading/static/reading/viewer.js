// The viewer of a dossier. Other rooms reach it as document.getElementById("viewer").viewer, or by "viewer:ready".
import { askJson, send } from "./asking.js";
import { Book } from "./book.js";
import { Bookmarks } from "./bookmarks.js";
import { keyboard } from "./keys.js";
import { drawOutline } from "./outline.js";
import { Panel } from "./panel.js";
import { Pictures } from "./pictures.js";
import { jump } from "./players.js";
import { Search } from "./search.js";
import { Stage } from "./stage.js";
import { Thumbs } from "./thumbs.js";
import { touch } from "./touch.js";
import { Words } from "./words.js";

const LEFT_OFF_MS = 1500;
const root = document.getElementById("viewer");
const part = (id) => document.getElementById(id);

async function open() {
  let outline;
  try {
    outline = await askJson(root.dataset.outline, { credentials: "same-origin" });
  } catch (error) {
    part("outline-list").replaceChildren(error.message);
    say(error.message);
    return;
  }
  const book = new Book(outline);
  if (!book.leaves.length) return;
  const widths = root.dataset.widths.split(",").map(Number);
  const stage = new Stage(part("main"), book, new Pictures(root.dataset.leaves, widths), new Words(root.dataset.leaves), outline.turns);
  root.classList.add("live");
  new Viewer(book, stage, outline);
}

class Viewer {
  constructor(book, stage, outline) {
    Object.assign(this, { book, stage });
    this.panel = new Panel(root);
    const goTo = (index, { stay = false } = {}) => {
      stage.goTo(index);
      if (!stay) this.panel.chosen();
    };
    this.marked = drawOutline(part("outline-list"), part("outline-words"), book, goTo);
    this.thumbs = new Thumbs(part("thumbs"), book, root.dataset.leaves, goTo);
    this.bookmarks = new Bookmarks({ form: part("bookmark-form"), list: part("bookmark-list"), rows: outline.bookmarks, book, address: `${root.dataset.read}bookmarks/`, goTo, say });
    this.search = new Search({ form: part("search-form"), box: part("search-words"), list: part("search-list"), steps: part("search-steps"), count: part("search-count"), address: root.dataset.read, book, stage, panel: this.panel });
    this.#listen();
    this.#offer();
    this.#begin(outline);
  }

  #begin(outline) {
    const kept = remembered();
    if (["flow", "one", "two"].includes(kept.mode)) this.stage.mode = kept.mode;
    if (kept.zoom) this.stage.zoom = kept.zoom;
    part("mode-box").value = this.stage.mode;
    const [document_, page] = (root.dataset.at ?? "").split(":");
    const first = this.book.find(document_, Number(page) || 1);
    if (window.matchMedia("(width >= 64rem)").matches && kept.panel !== "closed") this.panel.open("outline");
    this.stage.lay(Math.max(0, first));
    this.#zoomed();
    if (!window.matchMedia("(pointer: coarse)").matches) part("main").focus({ preventScroll: true });
    if (outline.last && !root.dataset.asked && first > 0) {
      say(`已回到上次阅看的位置：${this.book.cite(this.stage.leaf())}。`, { label: "回到首页", does: () => this.stage.goTo(0) });
    }
    root.dispatchEvent(new CustomEvent("viewer:ready", { bubbles: true, detail: { viewer: root.viewer } }));
  }

  // What other rooms may use.
  #offer() {
    const leafOf = (document_, page) => this.book.leaves[this.book.find(document_, page)];
    root.viewer = {
      case: root.dataset.case,
      goTo: (document_, page = 1) => {
        const index = this.book.find(document_, page);
        if (index >= 0) this.stage.goTo(index);
        return index >= 0;
      },
      current: () => facts(this.book, this.stage.leaf()),
      cite: (document_, page) => (leafOf(document_, page) ? this.book.cite(leafOf(document_, page)) : ""),
      leaves: () => [...this.stage.shown.values()],
      openTab: (name) => this.panel.open(name, { focus: true }),
      say,
      send,
      askJson,
    };
  }

  #listen() {
    const does = this.#actions();
    this.stage.addEventListener("moved", () => this.#moved());
    this.stage.addEventListener("zoomed", () => this.#zoomed());
    this.bookmarks.addEventListener("changed", () => this.#moved());
    this.panel.addEventListener("opened", (event) => event.detail === "thumbs" && this.thumbs.now(this.stage.leaf()));
    root.addEventListener("click", (event) => {
      const name = event.target.closest("[data-do]")?.dataset.do;
      if (name) does[name]?.(event);
    });
    keyboard(root, does);
    touch(part("main"), this.stage);
    part("zoom-box").addEventListener("change", (event) => this.stage.zoomTo(Number(event.target.value) / 100 || event.target.value));
    part("mode-box").addEventListener("change", (event) => this.#mode(event.target.value));
    part("page-form").addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#goToLabel(part("page-box").value);
    });
    part("page-box").addEventListener("focus", (event) => event.target.select());
    part("main").addEventListener("copy", () => this.#copied());
    window.addEventListener("pagehide", () => this.#leftOff(true));
  }

  #actions() {
    const { stage, panel, search } = this;
    const media = () => stage.figure()?.querySelector("audio, video");
    const play = (does) => (media() ? does(media()) : false);
    return {
      next: () => stage.turn(1), previous: () => stage.turn(-1),
      first: () => stage.goTo(0), last: () => stage.goTo(this.book.leaves.length - 1),
      "paper-next": () => this.#paper(1), "paper-previous": () => this.#paper(-1),
      "page-box": () => part("page-box").focus(),
      find: () => panel.open("search", { focus: true }),
      "hit-next": () => search.step(1), "hit-previous": () => search.step(-1),
      panel: () => panel.toggle(), outline: () => panel.toggle("outline"), thumbs: () => panel.toggle("thumbs"),
      bookmarks: () => panel.toggle("bookmarks"), bookmark: () => this.bookmarks.toggle(stage.leaf()),
      larger: () => stage.step(1), smaller: () => stage.step(-1), width: () => stage.zoomTo("width"), whole: () => stage.zoomTo("page"),
      one: () => this.#mode("one"), two: () => this.#mode("two"), flow: () => this.#mode("flow"),
      rotate: () => this.#rotate(), print: () => this.#print(), full: () => fullScreen(), half: () => this.#half(),
      play: () => play((one) => (one.paused ? one.play() : one.pause())), back: () => play((one) => jump(one, -10)), ahead: () => play((one) => jump(one, 10)),
      help: () => part("viewer-help").showModal(), escape: () => this.#escape(),
    };
  }

  #moved() {
    const leaf = this.stage.leaf();
    const place = leaf.label || (leaf.kind === "page" ? String(leaf.page) : "");
    if (document.activeElement !== part("page-box")) part("page-box").value = place;
    part("page-count").textContent = `/ ${this.book.pages}页`;
    part("viewer-paper").textContent = leaf.paper.title;
    part("viewer-status").textContent = `${leaf.paper.title}${place ? `，第${place}页` : ""}，共${this.book.pages}页`;
    part("download-paper").href = root.dataset.download.replace("/0/", `/${leaf.paper.id}/`);
    part("download-paper").hidden = leaf.kind === "closed";
    root.querySelector("[data-do=bookmark]").setAttribute("aria-pressed", String(Boolean(this.bookmarks.of(leaf))));
    this.bookmarks.here = leaf;
    this.marked(leaf);
    this.thumbs.now(leaf);
    window.clearTimeout(this.leaving);
    this.leaving = window.setTimeout(() => this.#leftOff(), LEFT_OFF_MS);
    root.dispatchEvent(new CustomEvent("viewer:moved", { bubbles: true, detail: facts(this.book, leaf) }));
  }

  #leftOff(closing = false) {
    const leaf = this.stage.leaf();
    const at = `${leaf.paper.id}:${leaf.page}`;
    if (at === this.kept || leaf.kind === "closed") return;
    this.kept = at;
    window.history.replaceState(null, "", `?at=${at}`);
    send(`${root.dataset.read}place/`, { document: leaf.paper.id, page: leaf.page }, { keepalive: closing }).catch(() => (this.kept = ""));
  }

  #zoomed() {
    const box = part("zoom-box");
    const zoom = typeof this.stage.zoom === "number" ? String(Math.round(this.stage.zoom * 100)) : this.stage.zoom;
    const known = [...box.options].some((option) => option.value === zoom);
    part("zoom-other").hidden = known;
    if (!known) part("zoom-other").textContent = `${zoom}%`;
    box.value = known ? zoom : "other";
    remember({ zoom: this.stage.zoom });
  }

  #mode(mode) {
    this.stage.mode = mode;
    part("mode-box").value = mode;
    if (mode !== "flow" && this.stage.zoom === "width") this.stage.zoom = "page";
    this.stage.lay();
    this.#zoomed();
    remember({ mode });
    part("main").focus({ preventScroll: true });
  }

  #paper(by) {
    const papers = [...this.book.papers.values()];
    const now = papers.findIndex((paper) => paper.id === this.stage.leaf().paper.id);
    if (papers[now + by]) this.stage.goTo(papers[now + by].first);
  }

  #goToLabel(words) {
    const index = this.book.labelled(words, this.stage.leaf().volume.code);
    if (index < 0) {
      say(`没有“${words.trim()}”页。可输入37、37-1、卷二37页。`);
      part("page-box").select();
      return;
    }
    part("main").focus({ preventScroll: true });
    this.stage.goTo(index);
    this.#moved();
  }

  #rotate() {
    const turned = this.stage.rotate();
    if (!turned) return;
    const { leaf, quarters } = turned;
    send(`${root.dataset.leaves}${leaf.paper.id}/turn/`, { page: leaf.page, quarters }).catch((error) => say(error.message));
  }

  #print() {
    const leaf = this.stage.leaf();
    part("print-pages").value = leaf.label ? `${leaf.volume.code === "inner" ? "副卷" : ""}${leaf.label}` : "";
    part("viewer-print").showModal();
  }

  #half() {
    if (!root.querySelector("[data-do=half]")) return false;
    const leaf = this.stage.leaf();
    const wide = Math.round(window.screen.availWidth / 2);
    window.open(`${root.dataset.read}?at=${leaf.paper.id}:${leaf.page}`, "_blank", `popup,left=${wide},top=0,width=${wide},height=${window.screen.availHeight}`);
    return true;
  }

  #escape() {
    if (this.search.active && this.panel.current === "search") {
      part("search-words").value = "";
      this.search.clear();
    } else if (!this.panel.close()) part("main").focus({ preventScroll: true });
  }

  #copied() {
    const figure = window.getSelection()?.anchorNode?.parentElement?.closest("figure.leaf");
    if (!figure || !window.getSelection().toString()) return;
    send(`${root.dataset.leaves}${figure.dataset.document}/copied/`, { page: figure.dataset.page }).catch(() => {});
  }
}

function facts(book, leaf) {
  return { document: leaf.paper.id, page: leaf.page, label: leaf.label, title: leaf.paper.title, volume: leaf.volume.code, cite: book.cite(leaf), kind: leaf.kind };
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => say("本浏览器不允许全屏。"));
}

// A sentence at the foot of the window, with at most one thing to do about it.
function say(words, offer = null) {
  const box = part("viewer-said");
  const said = document.createElement("span");
  said.textContent = words;
  box.replaceChildren(said);
  if (offer) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = offer.label;
    button.addEventListener("click", () => {
      box.hidden = true;
      offer.does();
    });
    box.append(button);
  }
  box.hidden = false;
  window.clearTimeout(say.over);
  say.over = window.setTimeout(() => (box.hidden = true), offer ? 9000 : 5000);
}

// How this person likes pages to lie; nothing of a case.
function remembered() {
  try {
    return JSON.parse(window.localStorage.getItem("viewer") ?? "{}");
  } catch {
    return {};
  }
}

function remember(more) {
  try {
    window.localStorage.setItem("viewer", JSON.stringify({ ...remembered(), ...more }));
  } catch {
    // A browser that keeps nothing shows pages all the same.
  }
}

open();
