// Places on a page, as shares (0..1) of the page as it is kept, whichever way the reader has turned it.

// Quarter turns with the clock that the reader gave this sheet.
export function turned(sheet) {
  const found = /rotate\((\d+)deg\)/.exec(sheet.style.transform);
  return found ? (Number(found[1]) / 90) % 4 : 0;
}

export function point(clientX, clientY, sheet) {
  const rect = sheet.getBoundingClientRect();
  const within = (value) => Math.min(1, Math.max(0, value));
  const [u, v] = [within((clientX - rect.left) / rect.width), within((clientY - rect.top) / rect.height)];
  return [[u, v], [v, 1 - u], [1 - u, 1 - v], [1 - v, u]][turned(sheet)];
}

export function box(rect, sheet) {
  const [x, y] = point(rect.left, rect.top, sheet);
  const [x2, y2] = point(rect.right, rect.bottom, sheet);
  return [Math.min(x, x2), Math.min(y, y2), Math.max(x, x2), Math.max(y, y2)];
}

// Boxes of one line become one; what has no size is left out.
export function joined(boxes) {
  const lines = [];
  for (const [left, top, right, bottom] of boxes) {
    if (right <= left || bottom <= top) continue;
    const line = lines.find((one) => Math.abs(one[1] - top) < (bottom - top) / 2 && left - one[2] < 0.03 && one[0] - right < 0.03);
    if (line) Object.assign(line, [Math.min(line[0], left), Math.min(line[1], top), Math.max(line[2], right), Math.max(line[3], bottom)]);
    else lines.push([left, top, right, bottom]);
  }
  return lines;
}

// What is selected, without the breaks between the spans of one paragraph.
export function words(range) {
  return [...range.cloneContents().childNodes].map((node) => node.textContent.trim()).filter(Boolean).join("");
}

export function put(node, [left, top, right, bottom]) {
  Object.assign(node.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
}
