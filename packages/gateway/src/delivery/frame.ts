/** First byte of a whole text message, and the bit that says it is compressed (RFC 6455 section 5.2, RFC 7692 section 6). */
const wholeText = 0x81;
const rsv1 = 0x40;

const headerBytesOf = (payloadBytes: number): number => {
  if (payloadBytes < 126) return 2;
  return payloadBytes < 65_536 ? 4 : 10;
};

/**
 * An unmasked frame with room for its payload. Not from the shared pool: a frame that a slow reader has not taken would
 * hold 64 KiB of it.
 */
const emptyFrame = (firstByte: number, payloadBytes: number): Buffer => {
  const headerBytes = headerBytesOf(payloadBytes);
  const frame = Buffer.allocUnsafeSlow(headerBytes + payloadBytes);
  frame[0] = firstByte;
  if (headerBytes === 2) {
    frame[1] = payloadBytes;
  } else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(payloadBytes, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  }
  return frame;
};

/** Bytes of one complete WebSocket text frame. */
export const textFrame = (text: string): Buffer => {
  const payloadBytes = Buffer.byteLength(text);
  const frame = emptyFrame(wholeText, payloadBytes);
  frame.write(text, frame.length - payloadBytes, 'utf8');
  return frame;
};

/** Bytes of one complete text frame with a payload that is compressed. */
export const deflatedFrame = (payload: Buffer): Buffer => {
  const frame = emptyFrame(wholeText | rsv1, payload.length);
  frame.set(payload, frame.length - payload.length);
  return frame;
};

const headerBytesByLength: { readonly [length: number]: number } = { 126: 4, 127: 10 };

/** The payload of a frame made here. */
export const payloadOf = (frame: Buffer): Buffer => frame.subarray(headerBytesByLength[frame[1] ?? 0] ?? 2);

/** Frames in one buffer of its own. */
export const joinFrames = (frames: readonly Buffer[]): Buffer => {
  const [first] = frames;
  if (first !== undefined && frames.length === 1) return first;
  let length = 0;
  for (const frame of frames) length += frame.length;
  const joined = Buffer.allocUnsafeSlow(length);
  let offset = 0;
  for (const frame of frames) {
    joined.set(frame, offset);
    offset += frame.length;
  }
  return joined;
};
