// Boxes over a page: dragged with mouse or finger, moved by keys; the table of places below is what is sent.
const stage = document.querySelector("[data-stage]");
const NAMES = ["x", "y", "w", "h"];
const SPACE = "http://www.w3.org/2000/svg";
const STEP = 5;
const LEAST = 4;

function start() {
  const svg = stage.querySelector("svg");
  const form = document.querySelector("[data-marks]");
  const body = form.querySelector("tbody");
  const pairs = [];

  const rows = () => [...body.querySelectorAll("[data-row]")];
  const input = (row, name) => row.querySelector(`[name^="${name}-"]`);
  const unsaved = () => { form.querySelector("[data-unsaved]").textContent = "有未保存的修改。"; };
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function write(pair) {
    NAMES.forEach((name) => { input(pair.row, name).value = (pair.box[name] / 10).toFixed(2); });
    show(pair);
    unsaved();
  }

  function show({ rect, box }) {
    rect.setAttribute("x", box.x);
    rect.setAttribute("y", box.y);
    rect.setAttribute("width", box.w);
    rect.setAttribute("height", box.h);
  }

  function read(pair) {
    const values = NAMES.map((name) => Number(input(pair.row, name).value) * 10);
    if (values.some((one) => !Number.isFinite(one))) return;
    NAMES.forEach((name, at) => { pair.box[name] = values[at]; });
    show(pair);
    unsaved();
  }

  function drop(pair) {
    const tick = input(pair.row, "drop");
    tick.checked = !tick.checked;
    mirror(pair);
    unsaved();
  }

  function mirror(pair) {
    const gone = input(pair.row, "drop").checked;
    pair.rect.setAttribute("visibility", gone ? "hidden" : "visible");
  }

  function pairUp(row, rect, box) {
    const pair = { row, rect, box };
    pairs.push(pair);
    rect.addEventListener("keydown", (event) => keys(event, pair));
    rect.addEventListener("pointerdown", (event) => move(event, pair));
    row.addEventListener("input", () => read(pair));
    input(row, "drop").addEventListener("change", () => mirror(pair));
    return pair;
  }

  function emptyRow() {
    const free = rows().find((row) => NAMES.every((name) => !input(row, name).value) && !pairs.some((pair) => pair.row === row));
    if (free) return free;
    const made = rows()[rows().length - 1].cloneNode(true);
    const number = rows().length;
    made.querySelectorAll("[name]").forEach((field) => {
      field.name = field.name.replace(/\d+$/, number);
      if (field.hasAttribute("aria-label")) field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+/, number + 1));
      if (field.type === "checkbox") field.checked = false;
      else if (field.tagName !== "SELECT") field.value = "";
    });
    body.append(made);
    form.querySelector("[name=rows]").value = number + 1;
    return made;
  }

  function add(box) {
    const rect = document.createElementNS(SPACE, "rect");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "button");
    rect.setAttribute("aria-label", `遮蔽框${pairs.length + 1}`);
    svg.append(rect);
    const pair = pairUp(emptyRow(), rect, box);
    write(pair);
    return pair;
  }

  function keys(event, pair) {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      drop(pair);
      return;
    }
    if (!way) return;
    event.preventDefault();
    const { box } = pair;
    if (event.shiftKey) {
      box.w = clamp(box.w + way[0], LEAST, 1000 - box.x);
      box.h = clamp(box.h + way[1], LEAST, 1000 - box.y);
    } else {
      box.x = clamp(box.x + way[0], 0, 1000 - box.w);
      box.y = clamp(box.y + way[1], 0, 1000 - box.h);
    }
    write(pair);
  }

  function place(event) {
    const frame = svg.getBoundingClientRect();
    return { x: clamp((event.clientX - frame.left) / frame.width, 0, 1) * 1000, y: clamp((event.clientY - frame.top) / frame.height, 0, 1) * 1000 };
  }

  function follow(event, step, done) {
    svg.setPointerCapture(event.pointerId);
    const ended = () => {
      svg.removeEventListener("pointermove", step);
      svg.removeEventListener("pointerup", ended);
      svg.removeEventListener("pointercancel", ended);
      done();
    };
    svg.addEventListener("pointermove", step);
    svg.addEventListener("pointerup", ended);
    svg.addEventListener("pointercancel", ended);
  }

  function move(event, pair) {
    event.stopPropagation();
    pair.rect.focus();
    const from = place(event);
    const was = { ...pair.box };
    follow(event, (next) => {
      const to = place(next);
      pair.box.x = clamp(was.x + to.x - from.x, 0, 1000 - was.w);
      pair.box.y = clamp(was.y + to.y - from.y, 0, 1000 - was.h);
      show(pair);
    }, () => write(pair));
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const from = place(event);
    const ghost = document.createElementNS(SPACE, "rect");
    const box = { x: from.x, y: from.y, w: 0, h: 0 };
    svg.append(ghost);
    follow(event, (next) => {
      const to = place(next);
      Object.assign(box, { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) });
      show({ rect: ghost, box });
    }, () => {
      ghost.remove();
      if (box.w >= LEAST && box.h >= LEAST) add(box).rect.focus();
    });
  });

  const adder = form.querySelector("[data-add]");
  adder.hidden = false;
  adder.addEventListener("click", () => add({ x: 350, y: 450, w: 300, h: 40 }).rect.focus());

  const given = rows().filter((row) => input(row, "x").value);
  [...svg.querySelectorAll("rect")].forEach((rect, at) => {
    const box = { x: 0, y: 0, w: 0, h: 0 };
    const attributes = { x: "x", y: "y", w: "width", h: "height" };
    NAMES.forEach((name) => { box[name] = Number(rect.getAttribute(attributes[name])); });
    if (given[at]) pairUp(given[at], rect, box);
  });
}

if (stage) start();
