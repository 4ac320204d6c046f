/** The six states of the page's machine. */
export type MciState = 'Disconnected' | 'Connecting' | 'Connected' | 'Subscribed' | 'Streaming' | 'Reconnecting';

/**
 * What can happen to a client:
 * - `connect`, `disconnect`: the program asks for it
 * - `acknowledged`: `connection:ack` came
 * - `refused`: `connection:error` or a close after which coming back is of no use
 * - `subscribed`: the server confirmed channels
 * - `data`: a message of a channel came
 * - `unsubscribedSome`, `unsubscribedAll`: the server confirmed the end of channels; others are left, or none
 * - `lost`: the connection ended, or never came about
 * - `retry`: the wait is over
 * - `exhausted`: no attempts are left
 */
export type MciInput =
  | 'connect'
  | 'acknowledged'
  | 'refused'
  | 'subscribed'
  | 'data'
  | 'unsubscribedSome'
  | 'unsubscribedAll'
  | 'lost'
  | 'retry'
  | 'exhausted'
  | 'disconnect';

/**
 * The page's state machine as a total table. Its arrows are all here; the page draws none for the rest, which is settled so:
 * - An attempt that fails without a `connection:error` is a lost connection: transport errors retry, auth errors are final.
 * - `disconnect` ends every state, also an attempt and a wait.
 * - Data in flight after the last channel was given up changes nothing.
 * - An input that a state cannot meet leaves it as it is.
 */
export const mciStates: Readonly<Record<MciState, Readonly<Record<MciInput, MciState>>>> = {
  Disconnected: {
    connect: 'Connecting',
    acknowledged: 'Disconnected',
    refused: 'Disconnected',
    subscribed: 'Disconnected',
    data: 'Disconnected',
    unsubscribedSome: 'Disconnected',
    unsubscribedAll: 'Disconnected',
    lost: 'Disconnected',
    retry: 'Disconnected',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
  Connecting: {
    connect: 'Connecting',
    acknowledged: 'Connected',
    refused: 'Disconnected',
    subscribed: 'Connecting',
    data: 'Connecting',
    unsubscribedSome: 'Connecting',
    unsubscribedAll: 'Connecting',
    lost: 'Reconnecting',
    retry: 'Connecting',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
  Connected: {
    connect: 'Connected',
    acknowledged: 'Connected',
    refused: 'Disconnected',
    subscribed: 'Subscribed',
    data: 'Connected',
    unsubscribedSome: 'Connected',
    unsubscribedAll: 'Connected',
    lost: 'Reconnecting',
    retry: 'Connected',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
  Subscribed: {
    connect: 'Subscribed',
    acknowledged: 'Subscribed',
    refused: 'Disconnected',
    subscribed: 'Subscribed',
    data: 'Streaming',
    unsubscribedSome: 'Subscribed',
    unsubscribedAll: 'Connected',
    lost: 'Reconnecting',
    retry: 'Subscribed',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
  Streaming: {
    connect: 'Streaming',
    acknowledged: 'Streaming',
    refused: 'Disconnected',
    subscribed: 'Streaming',
    data: 'Streaming',
    unsubscribedSome: 'Subscribed',
    unsubscribedAll: 'Connected',
    lost: 'Reconnecting',
    retry: 'Streaming',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
  Reconnecting: {
    connect: 'Reconnecting',
    acknowledged: 'Reconnecting',
    refused: 'Disconnected',
    subscribed: 'Reconnecting',
    data: 'Reconnecting',
    unsubscribedSome: 'Reconnecting',
    unsubscribedAll: 'Reconnecting',
    lost: 'Reconnecting',
    retry: 'Connecting',
    exhausted: 'Disconnected',
    disconnect: 'Disconnected',
  },
};
