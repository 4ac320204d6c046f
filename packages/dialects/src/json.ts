/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; an `undefined` member is one that is absent on the wire. */
export interface JsonObject {
  readonly [field: string]: Json | undefined;
}
