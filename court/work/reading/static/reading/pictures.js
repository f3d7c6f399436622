// Page pictures: fetched in the order in which they are wanted, a few at a time; what is passed by is given up.
import { ask, Lately } from "./asking.js";

const AT_ONCE = 3;
const KEPT = 120;

export class Pictures {
  constructor(leaves, widths) {
    this.root = leaves;
    this.widths = widths;
    // Only in this window's memory: the answers themselves may be kept nowhere.
    this.kept = new Lately(KEPT, (address) => URL.revokeObjectURL(address));
    this.wanted = [];
    this.under = new Map();
  }

  address(leaf, width) {
    const pixels = width * Math.min(window.devicePixelRatio || 1, 2);
    const step = this.widths.find((one) => one >= pixels * 0.92) ?? this.widths.at(-1);
    return `${this.root}${leaf.paper.id}/${leaf.page}/${step}.webp`;
  }

  ready(address) {
    return this.kept.get(address);
  }

  // wants: [{address, then(url), failed(error)}], the most wanted first.
  want(wants) {
    const still = new Set(wants.map((one) => one.address));
    for (const [address, under] of this.under) if (!still.has(address)) under.abort();
    this.wanted = wants.filter((one) => !this.under.has(one.address));
    this.#go();
  }

  #go() {
    while (this.under.size < AT_ONCE && this.wanted.length) {
      const next = this.wanted.shift();
      const ready = this.kept.get(next.address);
      if (ready) next.then?.(ready);
      else if (!this.under.has(next.address)) this.#fetch(next);
    }
  }

  async #fetch(wish) {
    const giveUp = new AbortController();
    this.under.set(wish.address, giveUp);
    try {
      const answer = await ask(wish.address, { signal: giveUp.signal });
      const url = URL.createObjectURL(await answer.blob());
      this.kept.set(wish.address, url);
      wish.then?.(url);
    } catch (error) {
      if (error.name !== "AbortError") wish.failed?.(error);
    } finally {
      this.under.delete(wish.address);
      this.#go();
    }
  }
}
