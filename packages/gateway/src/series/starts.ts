/** Heads of the log at which gateways began, so that a fold of the log knows where nobody listened. */
export class Starts {
  readonly #seqs: readonly number[];
  #next = 0;

  constructor(headSeqs: readonly number[]) {
    this.#seqs = headSeqs.toSorted((a, b) => a - b);
  }

  /** Whether a gateway began between the event that was asked about before and this one. */
  isBefore(seq: number): boolean {
    const from = this.#next;
    while ((this.#seqs[this.#next] ?? seq) < seq) this.#next += 1;
    return this.#next > from;
  }
}
