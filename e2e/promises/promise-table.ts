/** Promises by their ids, under the part of the page or the ruling that they come from; each says in a sentence what is so. */
export type PromiseTable = {
  readonly [source: string]: { readonly [id: string]: string };
};
