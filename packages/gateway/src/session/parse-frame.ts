import type { Json } from '@pitwall/dialects';

/** A client's frame as JSON, of whatever shape; `undefined` when it is none. What the parser returns is JSON by its nature. */
export const parseFrame = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};
