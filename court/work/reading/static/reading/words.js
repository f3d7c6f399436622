// The words of a page, laid unseen over its picture, and the marks of what was searched.
import { askJson, Lately } from "./asking.js";

const SVG = "http://www.w3.org/2000/svg";

export class Words {
  constructor(root) {
    this.root = root;
    this.kept = new Lately(60);
    this.asked = "";
  }

  search(words) {
    this.asked = words;
    this.kept.clear();
  }

  async of(leaf) {
    const query = this.asked ? `?q=${encodeURIComponent(this.asked)}` : "";
    const address = `${this.root}${leaf.paper.id}/${leaf.page}/words.json${query}`;
    let found = this.kept.get(address);
    if (!found) {
      found = await askJson(address);
      this.kept.set(address, found);
    }
    return found;
  }

  // Gives how many hits are on the page.
  async lay(leaf, sheet, marks, width, height) {
    const asked = this.asked;
    const { lines, hits } = await this.of(leaf);
    if (asked !== this.asked || !sheet.isConnected) return 0;
    const layer = sheet.querySelector(".words");
    layer.replaceChildren(...lines.map((line) => span(line, width, height)));
    fit(layer, lines, width);
    marks.replaceChildren(...hits.map((quads, place) => group(quads, place)));
    return hits.length;
  }
}

function span([text, quad, row], width, height) {
  const [[x, y], [x2, y2], , [x4, y4]] = quad;
  const high = Math.hypot((x4 - x) * width, (y4 - y) * height);
  const turned = Math.atan2((y2 - y) * height, (x2 - x) * width);
  const one = document.createElement("span");
  one.textContent = text;
  one.dataset.row = row;
  one.style.left = `${x * 100}%`;
  one.style.top = `${y * 100}%`;
  one.style.fontSize = `${high * 0.86}px`;
  one.style.lineHeight = `${high}px`;
  one.dataset.turned = turned;
  return one;
}

// A line of the picture and the same words in this machine's letters differ in width: each is stretched to fit.
function fit(layer, lines, width) {
  const spans = [...layer.children];
  const widths = spans.map((one) => one.offsetWidth || 1);
  const high = layer.offsetHeight || 1;
  spans.forEach((one, place) => {
    const [[x, y], [x2, y2]] = lines[place][1];
    const long = Math.hypot((x2 - x) * width, (y2 - y) * high);
    one.style.transform = `rotate(${one.dataset.turned}rad) scaleX(${long / widths[place]})`;
  });
}

function group(quads, place) {
  const made = document.createElementNS(SVG, "g");
  made.dataset.hit = place;
  for (const quad of quads) {
    const shape = document.createElementNS(SVG, "polygon");
    shape.setAttribute("points", quad.map(([x, y]) => `${x * 1000},${y * 1000}`).join(" "));
    made.append(shape);
  }
  return made;
}
