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
    this.looking = 0;
  }

  address(leaf, width) {
    const pixels = width * Math.min(window.devicePixelRatio || 1, 2);
    const step = this.widths.find((one) => one >= pixels * 0.92) ?? this.widths.at(-1);
    return `${this.root}${leaf.paper.id}/${leaf.page}/${step}.webp`;
  }

  // Whether a picture does for what is wanted: the same page, as sharp, and not needlessly large.
  serves(kept, wanted) {
    const [one, other] = [kept, wanted].map((address) => Number(address.match(/\/(\d+)\.webp$/)?.[1]));
    return kept === wanted || (kept.slice(0, kept.lastIndexOf("/")) === wanted.slice(0, wanted.lastIndexOf("/")) && one > other && one <= 1.5 * other);
  }

  ready(address) {
    return this.kept.get(address);
  }

  // wants: [{address, ahead, then(url), failed(error)}], the most wanted first; what is ahead waits until all in sight is there.
  want(wants) {
    const still = new Set(wants.map((one) => one.address));
    for (const [address, under] of this.under) if (!still.has(address)) under.abort();
    this.wanted = wants.filter((one) => !this.under.has(one.address));
    this.#go();
  }

  #go() {
    while (this.under.size < AT_ONCE && this.wanted.length) {
      if (this.wanted[0].ahead && this.looking > 0) return;
      const next = this.wanted.shift();
      const ready = this.kept.get(next.address);
      if (ready) next.then?.(ready);
      else if (!this.under.has(next.address)) this.#fetch(next);
    }
  }

  async #fetch(wish) {
    const giveUp = new AbortController();
    this.under.set(wish.address, giveUp);
    if (!wish.ahead) this.looking += 1;
    try {
      const answer = await ask(wish.address, { signal: giveUp.signal });
      const url = URL.createObjectURL(await answer.blob());
      this.kept.set(wish.address, url);
      wish.then?.(url);
    } catch (error) {
      if (error.name !== "AbortError") wish.failed?.(error);
    } finally {
      this.under.delete(wish.address);
      if (!wish.ahead) this.looking -= 1;
      this.#go();
    }
  }
}
