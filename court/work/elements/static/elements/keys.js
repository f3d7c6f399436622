// J and K go from element to element, a digit presses the button that has it. Nothing is decided here.
const rows = [...document.querySelectorAll("[data-elements] > .element")];
const here = () => rows.findIndex((row) => row.contains(document.activeElement));

const go = (place) => {
  const row = rows[Math.min(Math.max(place, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j" || event.key === "J") go(here() + 1);
  else if (event.key === "k" || event.key === "K") go(here() < 0 ? 0 : here() - 1);
  else if (here() >= 0) rows[here()].querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();

document.querySelector("[data-copy-from]")?.addEventListener("click", async (event) => {
  const text = document.getElementById(event.currentTarget.dataset.copyFrom);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    document.execCommand("copy");
  }
  document.querySelector("[data-copied]").hidden = false;
});
