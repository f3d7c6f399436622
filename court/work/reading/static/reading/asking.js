// Talks with the server. A refusal carries in its own words what is wrong and what to do.
export class Told extends Error {}

export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Told("网络连接中断。请检查网络后再试。");
  }
  if (answer.redirected && !/webp|json/.test(answer.headers.get("Content-Type") ?? "")) throw new Told("登录已失效，请重新登录后再打开。");
  if (answer.ok) return answer;
  throw new Told(await words(answer));
}

async function words(answer) {
  try {
    const said = await answer.json();
    return [said.message, said.do].filter(Boolean).join("") || "暂时打不开，请稍后再试。";
  } catch {
    return "暂时打不开，请稍后再试。";
  }
}

export async function askJson(address, options) {
  return (await ask(address, options)).json();
}

export function send(address, facts, options = {}) {
  const token = document.querySelector("#viewer input[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = new URLSearchParams(facts);
  return askJson(address, { method: "POST", body, headers: { "X-CSRFToken": token }, ...options });
}

// Keeps what was fetched lately, at most so many; the oldest goes first.
export class Lately {
  constructor(most, left = () => {}) {
    this.most = most;
    this.left = left;
    this.kept = new Map();
  }
  get(key) {
    const found = this.kept.get(key);
    if (found !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found;
  }
  set(key, value) {
    this.kept.set(key, value);
    while (this.kept.size > this.most) {
      const [oldest, gone] = this.kept.entries().next().value;
      this.kept.delete(oldest);
      this.left(gone);
    }
  }
  clear() {
    this.kept.clear();
  }
}
