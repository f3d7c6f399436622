// The clerk types fast: saved by itself, buttons put a speaker at the cursor. Without this file one saves by hand.
const PAUSE_MS = 2500;
const form = document.querySelector("form[data-record]");

if (form) {
  const area = form.elements.namedItem("text");
  const revision = form.elements.namedItem("revision");
  const status = form.querySelector("[role=status]");
  let timer = 0;
  let stopped = false;
  let sending = false;

  const save = async () => {
    if (stopped || sending) return;
    sending = true;
    const sent = area.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "error",
      });
      const told = await answer.json();
      if (answer.ok) {
        revision.value = told.revision;
        status.textContent = `已自动保存（${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })}）`;
        if (area.value !== sent) later();
      } else {
        stopped = true;
        status.textContent = `${told.message}${told.do}`;
      }
    } catch {
      status.textContent = "暂时不能保存到法院，内容仍在本页，请勿关闭；恢复后会自动保存。";
      later();
    } finally {
      sending = false;
    }
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  };

  area.addEventListener("input", later);
  form.addEventListener("submit", () => {
    stopped = true;
    window.clearTimeout(timer);
  });
  for (const button of form.querySelectorAll("button[data-speaker]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const before = area.value.slice(0, area.selectionStart);
      const start = before === "" || before.endsWith("\n") ? "" : "\n";
      area.setRangeText(`${start}${button.dataset.speaker}：`, area.selectionStart, area.selectionEnd, "end");
      area.focus();
      later();
    });
  }
}
