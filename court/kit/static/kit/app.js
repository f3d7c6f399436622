// What every page does in the browser. No rule of the court lives here: each page also works without this file.
import { checkFiles } from "./files.js";
import { keepDrafts } from "./drafts.js";

const WAIT_MS = 15000;

// A form sent twice has one effect on the server too; this only spares the wait and the doubt.
function guardDoubleSubmit(event) {
  const form = event.target;
  // A form marked data-own never leaves the page: its script answers it each time.
  if (event.defaultPrevented || form.method === "dialog" || "own" in form.dataset) return;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  // The button goes out after the browser has read its name and value.
  window.setTimeout(() => busy(form, button, true), 0);
  window.setTimeout(() => busy(form, button, false), WAIT_MS);
}

function busy(form, button, on) {
  if (!on) delete form.dataset.sent;
  for (const each of form.querySelectorAll("button[type=submit], button:not([type])")) {
    each.disabled = on;
    each.setAttribute("aria-busy", on ? "true" : "false");
  }
  if (!button?.dataset) return;
  if (on && button.dataset.busy) {
    button.dataset.words = button.textContent;
    button.textContent = button.dataset.busy;
  } else if (!on && button.dataset.words) {
    button.textContent = button.dataset.words;
    delete button.dataset.words;
  }
}

function release(scope) {
  for (const form of scope.querySelectorAll("form[data-sent]")) busy(form, null, false);
}

function openAndClose(event) {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) window.print();
  const back = event.target.closest("a[data-back]");
  if (back && window.history.length > 1 && document.referrer.startsWith(window.location.origin)) {
    event.preventDefault();
    window.history.back();
  }
  // A menu closes when one looks elsewhere.
  for (const menu of document.querySelectorAll("details.me[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

function closeMenus(event) {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.me[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
}

function firstError(scope) {
  const invalid = scope.querySelector("[aria-invalid=true]");
  if (invalid) invalid.focus();
}

function prepare(scope) {
  checkFiles(scope);
  keepDrafts(scope);
  firstError(scope);
}

document.addEventListener("submit", guardDoubleSubmit, true);
document.addEventListener("click", openAndClose);
document.addEventListener("keydown", closeMenus);
window.addEventListener("pageshow", () => release(document));
document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt.closest("body") ? document : event.detail.elt));
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) prepare(event.detail.elt);
});
document.addEventListener("htmx:sendError", () => {
  const notices = document.getElementById("notices");
  if (!notices) return;
  const notice = document.createElement("div");
  notice.className = "notice notice-warn";
  notice.setAttribute("role", "alert");
  notice.textContent = "网络连接中断，本次操作没有送达。请检查网络后再试，已填写的内容仍在页面上。";
  notices.replaceChildren(notice);
});
prepare(document);
