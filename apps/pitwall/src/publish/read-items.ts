import { CommandError } from '../exit-codes.ts';
import { parseJson } from '../terminal/json-fields.ts';
import { maxItemBytes } from './item.ts';
import type { Item } from './item.ts';
import { ValueSplitter } from './value-splitter.ts';

/**
 * Reads values from text that comes in pieces: NDJSON, a JSON array, or one object. Which of them it is shows in its first
 * line: an array begins with `[`, and an object that goes over several lines is not whole there.
 */
export async function* readItems(chunks: AsyncIterable<string>): AsyncGenerator<Item, void> {
  let head = '';
  let reader: ItemReader | undefined;
  for await (const chunk of chunks) {
    if (reader !== undefined) {
      yield* reader.push(chunk);
      continue;
    }
    head += chunk;
    const form = formOf(head);
    if (form === undefined) continue;
    reader = form === 'values' ? new ValueSplitter() : new LineReader();
    yield* reader.push(head);
  }
  if (reader === undefined) {
    // A single line without an end: a value as well as any.
    reader = new LineReader();
    yield* reader.push(head);
  }
  yield* reader.end();
}

/** Takes text apart into values. */
interface ItemReader {
  push(chunk: string): Iterable<Item>;
  /** What the end of the text completes. Throws when a value is not whole. */
  end(): Iterable<Item>;
}

/** The form of a text by its first line that is not blank; `undefined` while that has not come whole. */
const formOf = (head: string): 'lines' | 'values' | undefined => {
  const text = head.replace(/^[\s\uFEFF]+/, '');
  if (text === '') return undefined;
  if (text.startsWith('[')) return 'values';
  const end = text.indexOf('\n');
  if (end < 0) return text.length > maxItemBytes ? 'values' : undefined;
  return text.startsWith('{') && parseJson(text.slice(0, end)) === undefined ? 'values' : 'lines';
};

/** Takes text apart into lines. */
class LineReader {
  #line = 1;
  #rest = '';

  *push(chunk: string): Generator<Item, void> {
    const parts = (this.#rest + chunk).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      yield* this.#item(part);
      this.#line += 1;
    }
    if (this.#rest.length > maxItemBytes) {
      throw new CommandError('FAILED', `Line ${this.#line} is longer than ${maxItemBytes} bytes`);
    }
  }

  *end(): Generator<Item, void> {
    yield* this.#item(this.#rest);
  }

  *#item(text: string): Generator<Item, void> {
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    if (trimmed !== '') yield { text: trimmed, line: this.#line };
  }
}
