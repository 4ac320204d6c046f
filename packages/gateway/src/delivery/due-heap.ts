interface Node<Item> {
  readonly item: Item;
  readonly atMs: number;
}

/** Items by the time at which they are due, earliest first; an item stands in it once. */
export class DueHeap<Item> {
  #nodes: Node<Item>[] = [];
  /** The valid time of each item; a node with another time is a leftover and skipped. */
  readonly #times = new Map<Item, number>();

  /** Sets when an item is due unless it is due earlier already; says whether it changed. */
  set(item: Item, atMs: number): boolean {
    const present = this.#times.get(item);
    if (present !== undefined && present <= atMs) return false;
    this.#times.set(item, atMs);
    this.#push({ item, atMs });
    this.#compact();
    return true;
  }

  delete(item: Item): void {
    this.#times.delete(item);
    this.#compact();
  }

  /** When the first is due; infinity when there is none. */
  nextMs(): number {
    this.#dropLeftovers();
    return this.#nodes[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Takes out what is due by now. */
  takeDue(nowMs: number): Item[] {
    const due: Item[] = [];
    while (this.nextMs() <= nowMs) {
      const node = this.#pop();
      if (node === undefined) break;
      this.#times.delete(node.item);
      due.push(node.item);
    }
    return due;
  }

  /** Leftovers must neither outnumber what is alive nor keep what was deleted in memory. */
  #compact(): void {
    if (this.#nodes.length <= 2 * this.#times.size + 16) return;
    this.#nodes = [];
    for (const [item, atMs] of this.#times) this.#push({ item, atMs });
  }

  #dropLeftovers(): void {
    let first = this.#nodes[0];
    while (first !== undefined && this.#times.get(first.item) !== first.atMs) {
      this.#pop();
      first = this.#nodes[0];
    }
  }

  #push(node: Node<Item>): void {
    const nodes = this.#nodes;
    let index = nodes.length;
    nodes.push(node);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = nodes[above];
      if (parent === undefined || parent.atMs <= node.atMs) break;
      nodes[index] = parent;
      index = above;
    }
    nodes[index] = node;
  }

  #pop(): Node<Item> | undefined {
    const nodes = this.#nodes;
    const top = nodes[0];
    const last = nodes.pop();
    if (top === undefined || last === undefined || nodes.length === 0) return top;
    let index = 0;
    for (;;) {
      const child = this.#smallerChild(index);
      const node = nodes[child];
      if (node === undefined || node.atMs >= last.atMs) break;
      nodes[index] = node;
      index = child;
    }
    nodes[index] = last;
    return top;
  }

  #smallerChild(index: number): number {
    const left = 2 * index + 1;
    const leftNode = this.#nodes[left];
    const rightNode = this.#nodes[left + 1];
    return rightNode !== undefined && leftNode !== undefined && rightNode.atMs < leftNode.atMs ? left + 1 : left;
  }
}
