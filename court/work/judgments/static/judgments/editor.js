// The editor keeps what was typed by itself, and never over somebody else's text: the server's number of the newest text
// goes back into the form; when another has saved meanwhile, saving stops and says so. Without this file one saves by hand.
const PAUSE_MS = 2000;
const form = document.querySelector("form[data-paper]");

if (form && form.dataset.paper) {
  const status = form.querySelector("[role=status]");
  const revision = form.elements.namedItem("revision");
  let timer = 0;
  let stopped = false;
  let sending = false;

  const say = (text) => { status.textContent = text; };

  const save = async () => {
    if (stopped || sending) return;
    sending = true;
    const sent = new FormData(form);
    try {
      const answer = await fetch(form.dataset.paper, {
        method: "POST", body: sent, headers: { Accept: "application/json" }, redirect: "error",
      });
      const told = await answer.json();
      if (answer.ok) {
        revision.value = told.revision;
        const at = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
        say(`已自动保存（第${told.revision}稿，${at}）`);
      } else {
        stopped = told.code === "stale" || told.code === "issued";
        say(`${told.message}${stopped ? "请点击“保存”查看两边的差异。" : ""}`);
      }
    } catch {
      say("暂时不能保存到法院，内容仍在本页，请勿关闭；恢复后会自动保存。");
      timer = window.setTimeout(save, 5 * PAUSE_MS);
    } finally {
      sending = false;
    }
  };

  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    stopped = true;
    window.clearTimeout(timer);
  });
}
