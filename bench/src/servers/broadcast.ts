/** A server as the ticker sees it: something that sends a tick's messages to every reader. */
export interface Broadcast {
  /** Sends a tick of messages, and resolves when they are with the server's sockets or due at the end of this turn. */
  tick(messages: number): void | Promise<void>;
  /** Whether readers have taken enough of what was sent before. */
  isReady(): boolean;
}

/** Unsent bytes of a reader above which a tick waits: the limit server's own rule, so that all saturate alike. */
const readyBelowBytes = 65_536;

/** Asks the first, the middle and the last reader, as the limit server does: asking all would cost as much as writing. */
export const areReady = <Reader>(readers: readonly Reader[], unsentBytesOf: (reader: Reader) => number): boolean =>
  [0, readers.length >> 1, readers.length - 1].every((index) => {
    const reader = readers[index];
    return reader === undefined || unsentBytesOf(reader) <= readyBelowBytes;
  });
