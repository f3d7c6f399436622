// Files whose order counts: shown as small pictures, moved by dragging or by buttons, removed, added to.
// <input type="file" multiple data-pages="1">; a hidden field "sorting" of the same form says whose order holds.

const PICTURE = 132;
const NUMBERS = new Intl.Collator("zh-CN", { numeric: true });

for (const input of document.querySelectorAll("input[type=file][data-pages]")) begin(input);

// One key for the button that carries it, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const wanted = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

function begin(input) {
  const state = { input, files: [], list: document.createElement("ol"), told: document.createElement("p") };
  state.list.className = "page-strip";
  state.list.setAttribute("aria-label", "已选文件，按入卷顺序");
  state.told.className = "hidden-text";
  state.told.setAttribute("role", "status");
  const place = input.closest(".file-box") || input;
  place.after(state.list, state.told);
  input.addEventListener("change", () => added(state));
}

// What was chosen anew comes behind what is there, in the order in which people count.
function added(state) {
  const chosen = [...state.input.files];
  if (same(chosen, state.files)) return;
  chosen.sort((one, other) => NUMBERS.compare(one.name, other.name));
  const known = new Set(state.files.map(mark));
  state.files.push(...chosen.filter((file) => !known.has(mark(file))));
  show(state);
}

function mark(file) {
  return `${file.name}/${file.size}/${file.lastModified}`;
}

function same(one, other) {
  return one.length === other.length && one.every((file, at) => mark(file) === mark(other[at]));
}

// The field itself carries the files in their order, so that the form is sent as any other.
function keep(state) {
  const carried = new DataTransfer();
  for (const file of state.files) carried.items.add(file);
  state.input.files = carried.files;
  const sorting = state.input.form && state.input.form.elements.namedItem("sorting");
  if (sorting) sorting.value = state.files.length ? "given" : "name";
  state.input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(state) {
  keep(state);
  state.list.replaceChildren(...state.files.map((file, at) => tile(state, file, at)));
}

function tile(state, file, at) {
  const item = document.createElement("li");
  item.className = "page-tile";
  item.draggable = true;
  const name = document.createElement("span");
  name.className = "page-name";
  name.textContent = `${at + 1}. ${file.name}`;
  item.append(picture(file), name, buttons(state, file, at));
  item.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", String(at)));
  item.addEventListener("dragover", (event) => event.preventDefault());
  item.addEventListener("drop", (event) => {
    event.preventDefault();
    const from = Number(event.dataTransfer.getData("text/plain"));
    if (Number.isInteger(from) && from < state.files.length) move(state, from, at);
  });
  return item;
}

function buttons(state, file, at) {
  const row = document.createElement("span");
  row.className = "page-buttons";
  row.append(
    button("‹", `“${file.name}”前移`, at === 0, () => move(state, at, at - 1, "before")),
    button("›", `“${file.name}”后移`, at === state.files.length - 1, () => move(state, at, at + 1, "after")),
    button("×", `移除“${file.name}”`, false, () => remove(state, at)),
  );
  return row;
}

function button(sign, label, off, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small quiet";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.disabled = off;
  made.addEventListener("click", does);
  return made;
}

function move(state, from, to, focus) {
  const [file] = state.files.splice(from, 1);
  state.files.splice(to, 0, file);
  show(state);
  state.told.textContent = `“${file.name}”现为第 ${to + 1} 个`;
  if (!focus) return;
  const found = state.list.children[to].querySelectorAll("button");
  const wanted = focus === "before" ? found[0] : found[1];
  (wanted.disabled ? found[focus === "before" ? 1 : 0] : wanted).focus();
}

function remove(state, at) {
  const [file] = state.files.splice(at, 1);
  show(state);
  state.told.textContent = `已移除“${file.name}”`;
  const next = state.list.children[Math.min(at, state.files.length - 1)];
  (next ? next.querySelector("button:last-child") : state.input).focus();
}

// Drawn by the browser itself: nothing is fetched and nothing leaves it before the form is sent.
function picture(file) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PICTURE;
  canvas.className = "page-thumb";
  canvas.setAttribute("aria-hidden", "true");
  const pen = canvas.getContext("2d");
  if (!file.type.startsWith("image/")) {
    pen.font = "28px sans-serif";
    pen.textAlign = "center";
    pen.fillText((file.name.split(".").pop() || "").slice(0, 5).toUpperCase(), PICTURE / 2, PICTURE / 2 + 10);
    return canvas;
  }
  createImageBitmap(file, { resizeWidth: PICTURE * 2 }).then((bitmap) => {
    const share = Math.min(PICTURE / bitmap.width, PICTURE / bitmap.height);
    const [width, height] = [bitmap.width * share, bitmap.height * share];
    pen.drawImage(bitmap, (PICTURE - width) / 2, (PICTURE - height) / 2, width, height);
    bitmap.close();
  }).catch(() => {});
  return canvas;
}
