/**
 * Bytes of one complete, unmasked WebSocket text frame (RFC 6455 section 5.2). Not from the shared pool: a frame that a
 * slow reader has not taken would hold 64 KiB of it.
 */
export const textFrame = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(headerLength + length);
  frame[0] = 0x81;
  if (headerLength === 2) {
    frame[1] = length;
  } else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength, 'utf8');
  return frame;
};

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
