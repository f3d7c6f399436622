// At a public screen: whoever walks away is signed out after two minutes without a touch.
const IDLE_MS = 120000;
const form = document.querySelector("form[data-idle]");
let waiting;

function again() {
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), IDLE_MS);
}

if (form) {
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, again, { passive: true });
  again();
}
