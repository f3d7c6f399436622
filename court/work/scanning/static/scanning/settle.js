// 归目: one key settles a paper. Keys press the buttons that are there; what they mean is the server's business.

const form = () => document.querySelector("#settle-form");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (button) choose(button.dataset.place, button.dataset.kind);
  else if (event.target.id === "settle-chosen") form().elements.kind.value = "";
}, true);

function choose(place, kind) {
  const select = form().elements.place;
  for (const option of select.options) option.hidden = false;
  if (![...select.options].some((option) => option.value === place)) select.add(new Option(place, place));
  select.value = place;
  form().elements.kind.value = kind;
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "settle-search") return;
  const words = event.target.value.trim();
  const options = [...document.querySelector("#settle-place").options];
  for (const option of options) option.hidden = !option.text.includes(words);
  const first = options.find((option) => !option.hidden);
  if (first) first.selected = true;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !document.querySelector("#settle")) return;
  const typing = event.target.matches("input, select, textarea");
  if (typing) return inField(event);
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("#settle-search")?.focus();
  } else if (event.key === "Enter" && !event.target.matches("a, button, summary")) {
    press("1", event);
  } else {
    press(event.key.toLowerCase(), event);
  }
});

function inField(event) {
  if (event.key === "Escape") event.target.blur();
  if (event.key === "Enter" && !event.target.matches("#settle-title")) {
    event.preventDefault();
    document.querySelector("#settle-chosen")?.click();
  }
}

function press(key, event) {
  const found = [...document.querySelectorAll("#settle [data-key]")].find((one) => one.dataset.key === key);
  if (!found || event.repeat) return;
  event.preventDefault();
  found.click();
}
