// The outline: volumes, items and papers with their labels, filtered while one types.
import { arrowsWithin } from "./panel.js";

export function drawOutline(list, box, book, goTo) {
  const entries = [];
  list.replaceChildren(...book.volumes.map((volume) => drawVolume(volume, book, entries, goTo)));
  const empty = document.createElement("p");
  empty.className = "soft";
  empty.textContent = "目录中没有这样的材料。";
  empty.hidden = true;
  list.append(empty);
  arrowsWithin(list, ".outline-paper");
  box.addEventListener("input", () => (empty.hidden = filter(list, entries, box.value)));
  box.addEventListener("keydown", (event) => {
    const first = entries.find((one) => !one.line.hidden)?.line.querySelector("button");
    if (event.key === "ArrowDown") first?.focus();
    else if (event.key === "Enter") first?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return (leaf) => mark(list, entries, leaf);
}

function drawVolume(volume, book, entries, goTo) {
  const made = document.createElement("details");
  made.open = true;
  const pages = volume.items.flatMap((item) => item.papers).reduce((sum, paper) => sum + paper.pages, 0);
  const head = element("summary", "outline-volume", volume.label);
  head.append(element("span", "soft small", ` ${pages}页${volume.provisional ? "，页码待编定" : ""}`));
  made.append(head);
  for (const item of volume.items) {
    const group = element("section", "outline-item");
    const papers = element("ul", "");
    for (const paper of item.papers) papers.append(drawPaper(paper, volume, item, book, entries, goTo));
    group.append(element("h3", "", item.label), papers);
    made.append(group);
  }
  if (!volume.items.length) made.append(element("p", "soft small", "本卷还没有材料。"));
  return made;
}

function drawPaper(paper, volume, item, book, entries, goTo) {
  const line = element("li", "");
  const button = element("button", "outline-paper");
  button.type = "button";
  button.append(element("span", "outline-title", paper.title));
  for (const tag of paper.tags) button.append(element("span", "badge", tag));
  button.append(element("span", "outline-label", span(paper)));
  button.addEventListener("click", () => goTo(book.find(paper.id)));
  line.append(button);
  entries.push({ id: paper.id, line, button, words: fold(`${paper.title} ${paper.by} ${item.label} ${volume.label}`) });
  return line;
}

function span(paper) {
  if (!paper.label || !paper.pages) return { audio: "录音", video: "录像", closed: "不开放" }[paper.kind] ?? "文件";
  const [prefix, first] = paper.label;
  const last = first + paper.pages - 1;
  if (last === first) return `${prefix}${first}`;
  return prefix ? `${prefix}${first}至${prefix}${last}` : `${first}-${last}`;
}

function filter(list, entries, typed) {
  const words = fold(typed).split(" ").filter(Boolean);
  let found = 0;
  for (const entry of entries) {
    entry.line.hidden = !words.every((word) => entry.words.includes(word));
    found += entry.line.hidden ? 0 : 1;
  }
  for (const group of list.querySelectorAll(".outline-item")) group.hidden = !group.querySelector("li:not([hidden])");
  if (words.length) for (const volume of list.querySelectorAll("details")) volume.open = true;
  return found > 0 || !words.length;
}

function mark(list, entries, leaf) {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const entry = entries.find((one) => one.id === leaf.paper.id);
  if (!entry) return;
  entry.button.setAttribute("aria-current", "true");
  if (!list.contains(document.activeElement)) entry.button.scrollIntoView({ block: "nearest" });
}

function fold(words) {
  return words.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

export function element(tag, name, words = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) made.textContent = words;
  return made;
}
