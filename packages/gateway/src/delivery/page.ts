/** What part of a page's room is worth a page of its own. */
const worthwhilePart = 1 / 4;

/** Messages that a catching-up reader is given at once. */
export class Page {
  readonly texts: string[] = [];
  /** Versions of units that its updates give. */
  readonly given = new Map<string, number>();
  /** What was passed over on the way. */
  conflated = 0;
  dropped = 0;
  readonly #maxChars: number;
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  get isFull(): boolean {
    return this.#chars >= this.#maxChars;
  }

  /** Whether there is enough in it that it may end where that suits. */
  get isWorthwhile(): boolean {
    return this.#chars >= this.#maxChars * worthwhilePart;
  }

  add(text: string): void {
    this.texts.push(text);
    this.#chars += text.length;
  }
}
