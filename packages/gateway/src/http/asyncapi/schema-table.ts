import { definitionOf, kindNames } from '@pitwall/model';
import type { TSchema } from 'typebox';

/** A part of the document: plain JSON. */
export interface Part {
  readonly [field: string]: unknown;
}

/** A reference within the document. */
export const refTo = (...path: readonly string[]): Part => ({ $ref: `#/${path.join('/')}` });

/** A name that may stand in a reference and be a key of components. */
export const keyOf = (name: string): string => name.replaceAll(/[^\w-]+/gu, '.').replaceAll(/^\.|\.$/gu, '');

/** Collects the schemas of a document, so that what is said in many places stands in one. */
export class SchemaTable {
  readonly #schemas: Record<string, unknown> = {};
  readonly #keys = new Map<object, string>();
  readonly #lists: { readonly schemas: readonly TSchema[]; readonly key: string }[] = [];

  constructor() {
    // The shapes of kinds stand in hundreds of messages.
    for (const kind of kindNames) this.#keys.set(definitionOf(kind).schema, `kind.${kind}`);
    for (const kind of kindNames) this.#schemas[`kind.${kind}`] = this.#copyFields(definitionOf(kind).schema);
  }

  /** Every schema by its key. */
  get schemas(): Part {
    return this.#schemas;
  }

  /** A reference to what fits one of the schemas, which is kept under a key unless it is already under another. */
  add(key: string, schemas: readonly TSchema[]): Part {
    const same = this.#lists.find(
      (list) => list.schemas.length === schemas.length && list.schemas.every((one, index) => one === schemas[index]),
    );
    if (same !== undefined) return refTo('components', 'schemas', same.key);
    const [only] = schemas;
    this.#schemas[key] =
      schemas.length === 1 && only !== undefined
        ? this.#copyFields(only)
        : { type: 'object', anyOf: schemas.map((one) => this.#copy(one)) };
    this.#lists.push({ schemas, key });
    return refTo('components', 'schemas', key);
  }

  #copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const key = this.#keys.get(value);
    if (key !== undefined) return refTo('components', 'schemas', key);
    return Array.isArray(value) ? value.map((item) => this.#copy(item)) : this.#copyFields(value);
  }

  #copyFields(value: object): Part {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]: [string, unknown]) => [name, this.#copy(field)]),
    );
  }
}
