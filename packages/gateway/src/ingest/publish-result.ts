import type { PitwallError } from '@pitwall/model';

/** What became of one published item. */
export type PublishResult =
  | {
      readonly ok: true;
      /** Its place in the log. */
      readonly seq: number;
      /** The same id with the same body came before; `seq` is the first one's. */
      readonly duplicate: boolean;
    }
  | { readonly ok: false; readonly error: PitwallError };
