/** Messages that a catching-up reader is given at once. */
export class Page {
  readonly texts: string[] = [];
  readonly #maxChars: number;
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  get isFull(): boolean {
    return this.#chars >= this.#maxChars;
  }

  add(text: string): void {
    this.texts.push(text);
    this.#chars += text.length;
  }
}
