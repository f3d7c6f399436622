// Files are checked when chosen, so that a person does not wait for an upload that must be refused.
// The server checks again, by content. <input type="file" accept=".pdf,.jpg" data-max-mb="100" data-max-files="20">

const MEGABYTE = 1000000;
const NAME_LENGTH = 200;

export function checkFiles(scope) {
  for (const input of scope.querySelectorAll("input[type=file]:not([data-watched])")) {
    input.dataset.watched = "1";
    dress(input);
    input.addEventListener("change", () => report(input));
  }
}

// The field keeps its name, its place in the order of keys and takes what is dropped on it; only its face is ours.
function dress(input) {
  const box = document.createElement("div");
  box.className = "file-box";
  const face = line("span", "button", input.dataset.kept || "选择文件");
  const none = input.dataset.kept ? "" : "还没有选择文件";
  const told = line("span", "soft", none);
  for (const each of [face, told]) each.setAttribute("aria-hidden", "true");
  input.replaceWith(box);
  box.append(input, face, told);
  input.addEventListener("change", () => {
    told.textContent = input.files.length ? `已选择 ${input.files.length} 个文件` : none;
  });
}

// What is wrong with one file, in words that name the file and the cure; empty when nothing is.
export function wrongWith(file, allowed, maxMegabytes) {
  const ending = file.name.includes(".") ? `.${file.name.split(".").pop().toLowerCase()}` : "";
  if (allowed.length && !allowed.includes(ending)) {
    return `“${file.name}”的格式不能接收，请转换为 ${allowed.map((each) => each.slice(1).toUpperCase()).join("、")} 后再选。`;
  }
  if (file.size === 0) return `“${file.name}”是空文件，请确认后重新选择。`;
  if (maxMegabytes && file.size > maxMegabytes * MEGABYTE) {
    return `“${file.name}”有 ${Math.ceil(file.size / MEGABYTE)} MB，超过 ${maxMegabytes} MB，请压缩或者拆分后再选。`;
  }
  if (file.name.length > NAME_LENGTH) return `“${file.name.slice(0, 20)}…”的文件名太长，请改短后再选。`;
  return "";
}

function report(input) {
  const allowed = (input.accept || "").split(",").map((each) => each.trim().toLowerCase()).filter((each) => each.startsWith("."));
  const files = [...input.files];
  const complaints = files.map((file) => wrongWith(file, allowed, Number(input.dataset.maxMb || 0))).filter(Boolean);
  const most = Number(input.dataset.maxFiles || 100);
  if (files.length > most) complaints.push(`一次最多选择 ${most} 个文件，请分次上传。`);
  if (complaints.length) input.value = "";
  input.setAttribute("aria-invalid", complaints.length ? "true" : "false");
  place(input).replaceChildren(
    ...complaints.map((text) => line("p", "field-error", text)),
    ...(complaints.length ? [] : files.map((file) => line("p", "field-help", `${file.name}（${size(file.size)}）`))),
  );
}

function place(input) {
  const id = `${input.id || input.name}_chosen`;
  let found = document.getElementById(id);
  if (!found) {
    found = document.createElement("div");
    found.id = id;
    found.className = "chosen";
    found.setAttribute("role", "status");
    (input.closest(".file-box") || input).after(found);
  }
  return found;
}

function line(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function size(bytes) {
  return bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
