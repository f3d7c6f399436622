// The dossier as a row of leaves, made of the outline the server gave: what may be read is decided there.
const A4 = [595, 842];
const CALLED = { 正卷: "main", 卷一: "main", 副卷: "inner", 卷二: "inner" };

export class Book {
  constructor(outline) {
    this.volumes = outline.volumes;
    this.leaves = [];
    this.papers = new Map();
    for (const volume of this.volumes) {
      for (const item of volume.items) for (const paper of item.papers) this.#add(paper, volume, item);
    }
    this.pages = this.leaves.filter((leaf) => leaf.kind === "page").length;
    this.labels = new Map(this.leaves.filter((leaf) => leaf.label).map((leaf) => [`${leaf.volume.code}:${leaf.label}`, leaf.index]));
  }

  #add(paper, volume, item) {
    const first = this.leaves.length;
    this.papers.set(paper.id, { ...paper, volume, item, first });
    const sizes = paper.sizes.flatMap(([width, height, count]) => Array(Math.min(count, paper.pages)).fill([width, height]));
    for (let page = 1; page <= Math.max(1, paper.pages); page += 1) {
      const [width, height] = usual(sizes[page - 1] ?? A4);
      const label = paper.label && paper.pages ? `${paper.label[0]}${paper.label[1] + page - 1}` : "";
      this.leaves.push({ index: this.leaves.length, paper, volume, kind: paper.kind, page, label, width, height });
    }
  }

  // The place of a page; -1 where there is none.
  find(document, page = 1) {
    const paper = this.papers.get(String(document));
    if (!paper) return -1;
    return paper.first + Math.min(Math.max(1, page), Math.max(1, paper.pages)) - 1;
  }

  // "37", "37-1", "第37页", "副卷3", "卷二37页"; -1 where there is none. Without a volume it is the one being read.
  labelled(words, volume) {
    const found = words.normalize("NFKC").match(/^\s*(正卷|副卷|卷一|卷二)?\s*第?\s*(\d+(?:-\d+)?)\s*页?\s*$/);
    if (!found) return -1;
    const codes = found[1] ? [CALLED[found[1]]] : [volume, ...this.volumes.map((one) => one.code)];
    for (const code of codes) {
      const place = this.labels.get(`${code}:${found[2]}`);
      if (place !== undefined) return place;
    }
    return -1;
  }

  // 正卷第37页: how a page is cited.
  cite(leaf) {
    return leaf.label ? `${leaf.volume.label}第${leaf.label}页` : `${leaf.volume.label}《${leaf.paper.title}》`;
  }
}

// Photographs are measured in pixels, sheets in points: all are shown as wide as a sheet.
function usual([width, height]) {
  if (!(width > 0 && height > 0)) return A4;
  if (width <= 1300 && height <= 1300) return [width, height];
  const wide = width > height ? A4[1] : A4[0];
  return [wide, (wide * height) / width];
}
