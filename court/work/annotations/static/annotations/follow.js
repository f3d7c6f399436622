// A follower's screen asks each second what is shown; one may stop following and come back. The server says who sees what.
const EVERY_MS = 1000;
const root = document.querySelector("[data-follow]");

if (root) {
  const said = root.querySelector("[data-follow-said]");
  const title = root.querySelector("[data-follow-title]");
  const words = root.querySelector("[data-follow-words]");
  const picture = root.querySelector("[data-follow-picture]");
  const toggle = root.querySelector("[data-follow-switch]");
  let following = true;
  let lost = 0;

  const draw = (told) => {
    if (!told.running) {
      said.textContent = "当前没有出示。开始后本页会自动显示。";
      root.dataset.of = "";
      picture.hidden = true;
      title.textContent = "";
      words.hidden = true;
      return;
    }
    said.textContent = `${told.leader}正在出示`;
    root.dataset.of = told.of;
    root.dataset.turn = told.turn;
    title.textContent = told.title;
    words.textContent = told.words;
    words.hidden = !told.words;
    picture.hidden = !told.picture;
    if (told.picture) {
      picture.src = told.picture;
      picture.alt = told.title;
    } else {
      picture.removeAttribute("src");
    }
  };

  const ask = async () => {
    if (following && !document.hidden) {
      try {
        const answer = await fetch(`${root.dataset.follow}?of=${root.dataset.of}&turn=${root.dataset.turn}`, {
          headers: { Accept: "application/json" }, redirect: "error",
        });
        if (answer.status === 200) draw(await answer.json());
        lost = 0;
      } catch {
        lost += 1;
        if (lost === 3) said.textContent = "网络连接中断，正在重新连接……";
        if (lost >= 3) root.dataset.turn = "-1";
      }
    }
    window.setTimeout(ask, Math.min(EVERY_MS * (1 + lost), 10 * EVERY_MS));
  };

  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    following = !following;
    toggle.setAttribute("aria-pressed", String(following));
    toggle.textContent = following ? "跟随中（点此停止跟随）" : "已停止跟随（点此恢复）";
    if (following) root.dataset.turn = "-1";
  });
  ask();
}
