// What was typed is not lost. <form data-autosave="/address"> is sent to the server a moment after typing stops; when the
// server cannot be reached or the session has ended, the text waits in this tab alone and is put back after signing in.

const PAUSE_MS = 1500;
const NEVER = new Set(["password", "file", "hidden"]);

export function keepDrafts(scope) {
  // What was handed in with success needs no keeping.
  if (scope.querySelector(".notice-good")) forgetAll();
  for (const form of scope.querySelectorAll("form[data-autosave]:not([data-kept])")) {
    form.dataset.kept = "1";
    putBack(form);
    let timer = 0;
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => save(form), PAUSE_MS);
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(timer);
      hold(form);
    });
  }
}

function forgetAll() {
  for (const name of Object.keys(window.sessionStorage)) {
    if (name.startsWith("draft:")) window.sessionStorage.removeItem(name);
  }
}

function key(form) {
  return `draft:${window.location.pathname}:${form.id || form.dataset.autosave}`;
}

async function save(form) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: fields(form, true),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    await answer.text();
    if (!answer.ok) throw new Error(String(answer.status));
    window.sessionStorage.removeItem(key(form));
    say(form, `已自动保存 ${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })}`);
  } catch {
    hold(form);
    say(form, "暂时不能保存到法院，内容已留在本页，恢复后会自动保存。");
  }
}

function fields(form, whole) {
  const data = new FormData(form);
  for (const input of form.elements) {
    if (input.type === "file" || (!whole && NEVER.has(input.type))) data.delete(input.name);
  }
  return data;
}

function hold(form) {
  window.sessionStorage.setItem(key(form), JSON.stringify([...fields(form, false)]));
}

function putBack(form) {
  const kept = window.sessionStorage.getItem(key(form));
  if (!kept) return;
  window.sessionStorage.removeItem(key(form));
  let changed = false;
  for (const [name, value] of JSON.parse(kept)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement && ["checkbox", "radio"].includes(input.type)) continue;
    if (input && "value" in input && value && !input.value) {
      input.value = value;
      changed = true;
    }
  }
  if (changed) say(form, "已恢复您上次没有提交的内容，请核对。");
}

function say(form, text) {
  let place = form.querySelector(".saved");
  if (!place) {
    place = document.createElement("p");
    place.className = "saved";
    place.setAttribute("role", "status");
    form.append(place);
  }
  place.textContent = text;
}
