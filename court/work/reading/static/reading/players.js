// What is no page: recordings with their player, texts, and what can only be downloaded.
import { askJson } from "./asking.js";

const JUMP = 10;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

export function player(leaf, stage) {
  const figure = document.createElement("figure");
  figure.className = `leaf leaf-${leaf.kind}`;
  Object.assign(figure.dataset, { document: leaf.paper.id, page: leaf.page, label: leaf.label });
  figure.setAttribute("aria-label", leaf.paper.title);
  const title = document.createElement("h2");
  title.textContent = leaf.paper.title;
  const overlay = document.createElement("div");
  overlay.className = "overlay";
  figure.append(title, overlay);
  const root = `${stage.pictures.root}${leaf.paper.id}/`;
  if (leaf.kind === "audio" || leaf.kind === "video") recording(leaf, figure, root);
  else if (leaf.kind === "text") text(figure, root);
  else note(figure, leaf.kind === "closed" ? "本件材料不提供阅看。" : "本件材料不能在页面中显示，请下载后打开。");
  return figure;
}

function recording(leaf, figure, root) {
  const media = document.createElement(leaf.kind);
  media.controls = true;
  media.preload = "metadata";
  media.src = `${root}media`;
  media.setAttribute("aria-label", leaf.paper.title);
  const tools = document.createElement("div");
  tools.className = "buttons";
  tools.append(button("后退10秒", () => jump(media, -JUMP)), button("前进10秒", () => jump(media, JUMP)), speeds(media));
  media.addEventListener("error", () => note(figure, "本段录音录像无法播放，请下载后打开。"), { once: true });
  figure.append(media, tools);
}

export function jump(media, seconds) {
  media.currentTime = Math.min(Math.max(0, media.currentTime + seconds), media.duration || Infinity);
}

function speeds(media) {
  const label = document.createElement("label");
  label.textContent = "速度 ";
  const choose = document.createElement("select");
  for (const speed of SPEEDS) choose.add(new Option(`${speed}倍`, speed, speed === 1, speed === 1));
  choose.addEventListener("change", () => (media.playbackRate = Number(choose.value)));
  label.append(choose);
  return label;
}

function button(words, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small";
  made.textContent = words;
  made.addEventListener("click", does);
  return made;
}

async function text(figure, root) {
  const shown = document.createElement("pre");
  shown.tabIndex = 0;
  shown.setAttribute("aria-label", "材料文字");
  shown.textContent = "正在打开……";
  figure.append(shown);
  try {
    const found = await askJson(`${root}text.json`);
    shown.textContent = found.text;
    if (!found.whole) note(figure, "文字过长，这里只显示开头部分，请下载阅看全文。");
  } catch (error) {
    shown.remove();
    note(figure, error.message);
  }
}

function note(figure, words) {
  const said = document.createElement("p");
  said.className = "soft";
  said.textContent = words;
  figure.append(said);
}
