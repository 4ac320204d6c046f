/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The field that names a message. */
export type NameField = 'type' | 'event';

/** A message as it was read, and the place in the stream that it tells. */
export interface ReadMessage<Message> {
  readonly message: Message;
  /** The cursor that it carries, where the connection asked for cursors. */
  readonly cursor: string | undefined;
}

/** How the messages of a dialect are told from anything else. */
export interface MessageTraits<Message> {
  readonly nameField: NameField;
  readonly isMessage: (value: unknown) => value is Message;
}

/** Reads a frame. `undefined` for what is no message, which is passed over as a message would be that a newer server added. */
export const readMessage = <Message>(text: string, traits: MessageTraits<Message>): ReadMessage<Message> | undefined =>
  takeMessage(parse(text), traits);

/** The same for what was read already, such as messages in the answer to a poll. */
export const takeMessage = <Message>(
  value: unknown,
  { nameField, isMessage }: MessageTraits<Message>,
): ReadMessage<Message> | undefined =>
  isNamed(value, nameField) && isMessage(value)
    ? { message: value, cursor: cursorIn(value[nameField], value) }
    : undefined;

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a value is a JSON object that a field names. What the rest of it holds is not checked in a client: the server made it
 * from the schemas of which the types here are made.
 */
export const isNamed = (value: unknown, nameField: NameField): value is Fields =>
  isFields(value) && typeof value[nameField] === 'string';

/** The JSON of a text; `undefined` where there is none. */
export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Data messages carry their cursor as `seq`; `resume` tells from where the stream goes on. */
const cursorIn = (name: unknown, { seq, data }: Fields): string | undefined => {
  if (typeof seq === 'string') return seq;
  return name === 'resume' && isFields(data) && typeof data['cursor'] === 'string' ? data['cursor'] : undefined;
};
