// The side of the viewer: its own tabs and those of other rooms, on a small window over the page.
export class Panel extends EventTarget {
  constructor(viewer) {
    super();
    this.side = viewer.querySelector("#viewer-panel");
    this.viewer = viewer;
    this.opener = viewer.querySelector("[data-do=panel][aria-controls]");
    this.tabs = [...this.side.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.open(tab.id.slice(3)));
    this.side.querySelector("[role=tablist]").addEventListener("keydown", (event) => this.#arrows(event));
  }

  get isOpen() {
    return !this.side.hidden;
  }

  get current() {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true")?.id.slice(3);
  }

  open(name = this.current, { focus = false } = {}) {
    this.side.hidden = false;
    this.viewer.classList.add("with-panel");
    this.opener.setAttribute("aria-expanded", "true");
    for (const tab of this.tabs) {
      const chosen = tab.id === `to-${name}`;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      this.side.querySelector(`#tab-${tab.id.slice(3)}`).hidden = !chosen;
    }
    this.dispatchEvent(new CustomEvent("opened", { detail: name }));
    if (focus) (this.section(name).querySelector("input:not([type=hidden]), [tabindex='0']") ?? this.section(name)).focus();
  }

  section(name) {
    return this.side.querySelector(`#tab-${name}`);
  }

  close() {
    if (!this.isOpen) return false;
    const inside = this.side.contains(document.activeElement);
    this.side.hidden = true;
    this.viewer.classList.remove("with-panel");
    this.opener.setAttribute("aria-expanded", "false");
    if (inside) this.viewer.querySelector("#main").focus();
    return true;
  }

  // The key of a tab opens it, and closes it where it is open.
  toggle(name) {
    if (this.isOpen && (!name || this.current === name)) this.close();
    else this.open(name ?? this.current, { focus: true });
  }

  // After choosing something: on a small window the page is what one wants to see.
  chosen() {
    if (window.matchMedia("(width < 48rem)").matches) this.close();
  }

  #arrows(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.stopPropagation();
    event.preventDefault();
    const now = this.tabs.indexOf(document.activeElement);
    const next = this.tabs[(now + by + this.tabs.length) % this.tabs.length];
    next.focus();
    this.open(next.id.slice(3));
  }
}

// Arrow keys move among the entries of a list.
export function arrowsWithin(list, entries) {
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const all = [...list.querySelectorAll(entries)].filter((one) => one.offsetParent);
    const next = all[all.indexOf(document.activeElement) + by];
    event.stopPropagation();
    event.preventDefault();
    next?.focus();
  });
}
