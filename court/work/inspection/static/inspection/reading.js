// The arrow keys turn the page, as the links do.
const WAYS = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const link = document.querySelector(`a[rel="${way}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
