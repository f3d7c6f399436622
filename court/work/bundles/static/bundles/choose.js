// Counts what is ticked; a heading of a group ticks its papers. Without it the page works as well.
const form = document.querySelector("[data-bundle]");

function count() {
  const ticked = [...form.querySelectorAll("input[name=paper]:checked")];
  const pages = ticked.reduce((sum, one) => sum + Number(one.dataset.pages || 0), 0);
  form.querySelector("[data-count]").textContent = `已选 ${ticked.length} 件，共 ${pages} 页`;
}

function addGroupButton(body) {
  const heading = body.querySelector("th[scope=rowgroup]");
  const boxes = [...body.querySelectorAll("input[name=paper]")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small quiet";
  button.textContent = "全选";
  button.setAttribute("aria-label", `全选：${heading.textContent.trim()}`);
  button.addEventListener("click", () => {
    const on = boxes.some((one) => !one.checked);
    boxes.forEach((one) => { one.checked = on; });
    count();
  });
  heading.append(" ", button);
}

if (form) {
  form.querySelectorAll("tbody").forEach(addGroupButton);
  form.addEventListener("change", count);
  count();
}
