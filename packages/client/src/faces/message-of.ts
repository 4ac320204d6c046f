/** A message that may tell its place in the stream: it does where the connection asked for cursors. */
export type Stamped<Message> = Message & { readonly seq?: string };

/** The message of a type among all that a server says, where the field `type` names it. */
export type MessageOf<Message extends { readonly type: string }, Type extends Message['type']> = Message extends {
  readonly type: infer Own;
}
  ? Type extends Own
    ? Message & { readonly type: Type }
    : never
  : never;

/** The same where the field `event` names it. */
export type EventOf<Message extends { readonly event: string }, Event extends Message['event']> = Message extends {
  readonly event: infer Own;
}
  ? Event extends Own
    ? Message & { readonly event: Event }
    : never
  : never;

/** Whether a message is of a type. */
export const isOfType = <Message extends { readonly type: string }, Type extends Message['type']>(
  message: Message,
  type: Type,
): message is Message & Stamped<MessageOf<Message, Type>> => message.type === type;

/** The same where the field `event` names it. */
export const isOfEvent = <Message extends { readonly event: string }, Event extends Message['event']>(
  message: Message,
  event: Event,
): message is Message & Stamped<EventOf<Message, Event>> => message.event === event;
