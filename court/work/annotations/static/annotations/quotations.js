// Quotations go where the cursor last was in the draft, or to the clipboard. Without this file one reads and types them.
let area = null;

document.addEventListener("focusin", (event) => {
  if (event.target.matches("form[data-paper] textarea, form[data-record] textarea")) area = event.target;
});

function say(words, near) {
  let status = near.closest("[data-quotations], .card")?.querySelector("[data-quotation-said]");
  if (!status) {
    status = document.createElement("p");
    status.dataset.quotationSaid = "";
    status.className = "soft small";
    status.setAttribute("role", "status");
    near.closest("ul").before(status);
  }
  status.textContent = words;
}

function reveal(scope) {
  const drafting = document.querySelector("form[data-paper] textarea");
  for (const button of scope.querySelectorAll("[data-insert]")) button.hidden = !drafting;
  for (const button of scope.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-insert], [data-copy]");
  if (!button) return;
  const words = button.closest("[data-cited]").dataset.cited;
  if ("copy" in button.dataset) {
    try {
      await navigator.clipboard.writeText(words);
      say("已复制，可以粘贴到文书中。", button);
    } catch {
      say("浏览器不允许复制，请手动选择文字。", button);
    }
    return;
  }
  const target = area ?? document.querySelector("form[data-paper] textarea");
  target.setRangeText(words, target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
  say("已插入光标所在处。", button);
});
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
reveal(document);
