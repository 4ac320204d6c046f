/** What stands in one server-sent event. */
export interface StreamEvent {
  readonly event: string;
  /** What a client shows when it comes back. @default the last one stays */
  readonly id?: string;
  /** Without line breaks, as JSON is. */
  readonly data: string;
}

/** Text in a buffer of its own: one of the shared pool would hold 64 KiB for as long as a slow reader does not take it. */
export const streamBytes = (text: string): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text, 'utf8');
  return bytes;
};

/** Bytes of one server-sent event (HTML standard, section 9.2.6). */
export const streamFrame = ({ event, id, data }: StreamEvent): Buffer =>
  streamBytes(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);

const namePattern = /^\{"(?:kind|event)":"([a-z-]+)"/;
const cursorStart = ',"cursor":"';

/**
 * A canonical message as a server-sent event, named by its first member. Its id is the cursor behind it, which delivery puts
 * last, so that no field of a publisher passes for it; in the data it would say the same once more.
 */
export const messageStreamFrame = (text: string): Buffer => {
  const event = namePattern.exec(text)?.[1] ?? 'message';
  const start = text.lastIndexOf(cursorStart);
  const id = start < 0 || !text.endsWith('"}') ? undefined : text.slice(start + cursorStart.length, -2);
  const isCursor = id !== undefined && /^[A-Za-z0-9_-]+\.[0-9]+$/.test(id);
  return streamFrame(isCursor ? { event, id, data: `${text.slice(0, start)}}` } : { event, data: text });
};
