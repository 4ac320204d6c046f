import { CommandError } from '../exit-codes.ts';
import { maxItemBytes } from './item.ts';
import type { Item } from './item.ts';

/**
 * Takes a JSON array, or objects one after the other, apart into its values without reading them as a whole, so that a file
 * of any size passes through. It follows brackets and strings only; whether a value is valid is the gateway's to say.
 */
export class ValueSplitter {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inArray = false;
  #line = 1;
  #startLine = 0;
  #parts: string[] = [];
  #size = 0;

  /** The values that a piece of text completes. */
  *push(chunk: string): Generator<Item, void> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk[at] ?? '';
      if (char === '\n') this.#line += 1;
      if (this.#inString) {
        this.#string(char);
        continue;
      }
      if (this.#depth === 0) {
        if (!this.#begins(char)) continue;
        from = at;
      }
      const completed = this.#structure(char);
      if (!completed) continue;
      yield this.#take(chunk.slice(from, at + 1));
      from = at + 1;
    }
    if (this.#depth > 0 || this.#inString) this.#keep(chunk.slice(from));
  }

  /** Nothing more comes. Throws when a value was begun and not completed. */
  end(): readonly Item[] {
    if (this.#depth === 0 && !this.#inString) return [];
    throw new CommandError('FAILED', `The value that begins in line ${this.#startLine} does not end`);
  }

  #string(char: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (char === '\\') this.#escaped = true;
    else if (char === '"') this.#inString = false;
  }

  /** Whether a value begins here; brackets and commas of the array around, and blanks, are passed over. */
  #begins(char: string): boolean {
    if (char === '{') {
      this.#startLine = this.#line;
      return true;
    }
    if (char === '[' && !this.#inArray) this.#inArray = true;
    else if (!/[\s,\]\uFEFF]/.test(char)) {
      throw new CommandError(
        'FAILED',
        `Line ${this.#line}: found ${JSON.stringify(char)} where an object should begin`,
      );
    }
    return false;
  }

  #structure(char: string): boolean {
    if (char === '"') this.#inString = true;
    else if (char === '{' || char === '[') this.#depth += 1;
    else if (char === '}' || char === ']') this.#depth -= 1;
    return this.#depth === 0;
  }

  #keep(text: string): void {
    this.#parts.push(text);
    this.#size += text.length;
    if (this.#size <= maxItemBytes) return;
    throw new CommandError(
      'FAILED',
      `The value that begins in line ${this.#startLine} is larger than ${maxItemBytes} bytes`,
    );
  }

  #take(last: string): Item {
    this.#keep(last);
    // Line breaks of JSON stand between its tokens only: in strings they are escaped.
    const text = this.#parts.join('').replace(/[\r\n]+/g, ' ');
    this.#parts = [];
    this.#size = 0;
    return { text, line: this.#startLine };
  }
}
