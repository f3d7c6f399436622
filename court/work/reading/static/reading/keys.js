// All by keyboard: one table of keys. In a field, letters are letters.
export const KEYS = {
  ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", Home: "first", End: "last",
  "[": "paper-previous", "]": "paper-next", g: "page-box", "/": "find", n: "hit-next", N: "hit-previous", F3: "hit-next",
  "Shift+F3": "hit-previous", o: "outline", t: "thumbs", m: "bookmarks", b: "bookmark", "+": "larger", "=": "larger", "-": "smaller",
  w: "width", e: "whole", 1: "one", 2: "two", c: "flow", r: "rotate", p: "print", f: "full", h: "half", k: "play", j: "back",
  l: "ahead", "?": "help", Escape: "escape",
};

export function keyboard(viewer, does) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (typing && !["Escape", "F3"].includes(event.key)) return;
    if (event.target.closest?.("audio, video") && event.key.startsWith("Arrow")) return;
    const name = KEYS[event.shiftKey && event.key === "F3" ? "Shift+F3" : event.key] ?? KEYS[event.shiftKey ? "" : event.key.toLowerCase()];
    if (!name || !does[name]) return;
    if (does[name](event) !== false) event.preventDefault();
  });
}
