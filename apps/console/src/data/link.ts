import type { ClientStatus } from '@pitwall/client';

/** How the page is connected, in the words that a person is told. */
export type LinkState = 'live' | 'catching-up' | 'polling' | 'connecting' | 'offline' | 'refused';

/** How the page is connected, and why. */
export interface Link {
  readonly state: LinkState;
  /** In one or two words, for a badge. */
  readonly label: string;
  /** In a sentence: what is the matter, and what happens next. */
  readonly reason: string;
  /** When the next attempt is due, by this page's clock. */
  readonly retryAtMs: number | undefined;
  /** What may be wrong, as the client names it. */
  readonly code: string | undefined;
}

type ClientState = ClientStatus['state'];

const stateOf: Readonly<Record<ClientState, LinkState>> = {
  idle: 'connecting',
  preparing: 'connecting',
  opening: 'connecting',
  greeting: 'connecting',
  'catching-up': 'catching-up',
  live: 'live',
  waiting: 'offline',
  offline: 'offline',
  closed: 'offline',
  failed: 'refused',
};

const labelOf: Readonly<Record<LinkState, string>> = {
  live: 'Live',
  'catching-up': 'Catching up',
  polling: 'Polling',
  connecting: 'Connecting',
  offline: 'Offline',
  refused: 'Not connected',
};

const sentenceOf: Readonly<Record<LinkState, string>> = {
  live: 'Everything that happens is here as it happens.',
  'catching-up': 'The gateway sends what was missed; what you see may be a moment old.',
  polling: 'No WebSocket gets through, so the page asks again and again. Nothing is lost, but it comes later.',
  connecting: 'The page looks for the gateway.',
  offline: 'The gateway cannot be reached. What you see is as old as it says; the page comes back by itself.',
  refused: 'The gateway does not let this page in.',
};

/** What a person who watches can do; where nothing helps but waiting, the sentence of the state says so. The client's own hints are for who writes programs. */
const doOf: ReadonlyMap<string, string> = new Map([
  ['UNAUTHENTICATED', 'Sign in with a token of this gateway.'],
  ['FORBIDDEN', 'Sign in with a token that may see this, or ask whoever runs the gateway.'],
  ['OPEN_TIMEOUT', 'If it stays so, look whether the gateway runs and whether a proxy lets WebSockets through.'],
  ['RATE_LIMITED', 'The page waits as long as it was told; close other pages of this console if it stays so.'],
  ['PROTOCOL', 'Reload the page: it may be of another version than the gateway.'],
  ['ENDED', 'Reload the page to connect again.'],
  ['GAVE_UP', 'Reload the page to connect again.'],
  ['CLOSED', 'Reload the page to connect again.'],
]);

const waitsForToken = 'The page waits for a token.';

/** What happened, and what to do where there is something to do. */
const reasonOf = ({ code, message }: NonNullable<ClientStatus['why']>): string => {
  if (code === 'TOKEN_UNAVAILABLE') return waitsForToken;
  const what = message.replace(/\.?$/, '.');
  const hint = doOf.get(code);
  return hint === undefined ? what : `${what} ${hint}`;
};

/** What a client's status means to a person. */
export const linkOf = ({ state, transport, why, retryAtMs }: ClientStatus): Link => {
  const plain = stateOf[state];
  const link = plain === 'live' && transport === 'polling' ? 'polling' : plain;
  // Coming back after a loss is still offline to whoever watches: connecting is said of the first time only.
  const shown = link === 'connecting' && why !== undefined ? 'offline' : link;
  const because = why === undefined || shown === 'live' ? '' : ` ${reasonOf(why)}`;
  return {
    state: shown,
    label: labelOf[shown],
    reason: `${sentenceOf[shown]}${because}`,
    retryAtMs,
    code: why?.code,
  };
};
