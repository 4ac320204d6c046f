/**
 * How frames to a reader may be compressed: not at all, each by itself, or with references to messages before it in the
 * same batch, which is what makes small ones shrink.
 */
export type Compression = 'none' | 'per-message' | 'per-batch';

/**
 * How far back a compressed message may refer, as a power of two: agreed in the handshake and kept by what is sent.
 * Four kilobytes: a batch of small messages, and little memory for each reader.
 */
export const deflateWindowBits = 12;
