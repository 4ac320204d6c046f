/** Told of each message; `data` holds what of its payload arrived with its header. */
export type MessageSeen = (data: Uint8Array, payloadStart: number, payloadEnd: number) => void;

/** A ping has its payload in one piece, or is not answered. */
export type PingSeen = (payload: Uint8Array) => void;

/** Messages shorter than this are talk, not measured data; the load client in C draws the same line. */
const leastDataBytes = 20;
const maxHeaderBytes = 10;

const extendedBytes = (lengthByte: number): number => {
  if (lengthByte === 126) return 2;
  return lengthByte === 127 ? 8 : 0;
};

/** Follows one connection's frames by their headers alone; payloads are passed over unread. */
export class FrameCounter {
  readonly #onMessage: MessageSeen;
  readonly #onPing: PingSeen;
  readonly #header = new Uint8Array(maxHeaderBytes);
  #headerLength = 0;
  #skip = 0;
  /** Data messages that have begun. */
  count = 0;

  constructor(onMessage: MessageSeen, onPing: PingSeen) {
    this.#onMessage = onMessage;
    this.#onPing = onPing;
  }

  /** Takes bytes `[start, end)` of a buffer, which is not kept. */
  take(data: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, end - at);
        this.#skip -= passed;
        at += passed;
        continue;
      }
      // Almost always a header is whole in the buffer and begins there.
      this.#header[this.#headerLength] = data[at] ?? 0;
      this.#headerLength += 1;
      at += 1;
      if (this.#headerLength < 2) continue;
      const needed = 2 + extendedBytes((this.#header[1] ?? 0) & 0x7f);
      if (this.#headerLength < needed) continue;
      this.#headerLength = 0;
      this.#skip = this.#payloadLength(needed);
      this.#tell(data, at, end);
    }
  }

  #payloadLength(headerBytes: number): number {
    if (headerBytes === 2) return (this.#header[1] ?? 0) & 0x7f;
    let length = 0;
    for (let index = 2; index < headerBytes; index += 1) length = length * 256 + (this.#header[index] ?? 0);
    return length;
  }

  #tell(data: Uint8Array, at: number, end: number): void {
    const opcode = (this.#header[0] ?? 0) & 0x0f;
    const payloadEnd = Math.min(end, at + this.#skip);
    if (opcode === 9 && payloadEnd - at === this.#skip) this.#onPing(data.subarray(at, payloadEnd));
    if ((opcode !== 1 && opcode !== 2) || this.#skip < leastDataBytes) return;
    this.count += 1;
    this.#onMessage(data, at, payloadEnd);
  }
}
