import { constants, inflateRawSync } from 'node:zlib';
import type { WireFrame } from './frames.ts';

/** The block that a sender leaves away (RFC 7692 section 7.2.2). */
const emptyBlock = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** What was agreed on in a handshake. */
export interface AgreedDeflate {
  readonly windowBits: number;
  /** Whether a message may refer to those before it. */
  readonly takesOver: boolean;
}

/** Whether and how messages are compressed, from the head of the server's answer. */
export const agreedDeflate = (head: string): AgreedDeflate | undefined => {
  const agreed = /^sec-websocket-extensions: *permessage-deflate(.*)$/im.exec(head)?.[1];
  if (agreed === undefined) return undefined;
  const bits = /server_max_window_bits=(\d+)/.exec(agreed)?.[1] ?? '15';
  return { windowBits: Number(bits), takesOver: !agreed.includes('server_no_context_takeover') };
};

/** Unpacks messages as the receiver's side of RFC 7692 says, with no more memory of the past than was agreed on. */
export class MessageInflater {
  readonly #agreed: AgreedDeflate | undefined;
  #window: Buffer = Buffer.alloc(0);
  /** Messages that came compressed. */
  count = 0;

  constructor(agreed: AgreedDeflate | undefined) {
    this.#agreed = agreed;
  }

  /** The text of a whole message. Throws when it is compressed and that was not agreed on. */
  text({ payload, rsv1 }: WireFrame): string {
    if (!rsv1) return payload.toString('utf8');
    if (this.#agreed === undefined) throw new Error('A compressed message without an agreement (RFC 7692 section 6)');
    this.count += 1;
    const { windowBits, takesOver } = this.#agreed;
    const dictionary = this.#window.length === 0 ? {} : { dictionary: this.#window };
    const message = inflateRawSync(Buffer.concat([payload, emptyBlock]), {
      windowBits,
      ...dictionary,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    if (takesOver) this.#window = Buffer.concat([this.#window, message]).subarray(-(2 ** windowBits));
    return message.toString('utf8');
  }
}
