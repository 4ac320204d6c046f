/**
 * An amount as it was published: a JSON number, or a decimal string that keeps every digit. Do no arithmetic with it but
 * through a library of exact decimals: `0.1 + 0.2` is nobody's money.
 */
export type Amount = number | string;

/** Any JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** Any JSON object. */
export interface JsonObject {
  readonly [field: string]: JsonValue;
}

/** One of the known words, or any other: publishers may say words that nobody knows yet. */
export type OpenWord<Known extends string> = Known | (string & {});
