import type { PromiseTable } from './promise-table.ts';

/** What clients of Pitwall's own protocol may count on. */
export const pitwallPromises: PromiseTable = {
  'pitwall, Connection': {
    'pitwall.welcome':
      'welcome comes first and tells version, epoch, head, accounts, the end of the token, and limits.',
    'pitwall.nothing-unasked': 'Nothing of any fact is said before a client subscribes.',
    'pitwall.subprotocol': 'pitwall.v1 is confirmed where it is offered, and selects the protocol on /ws.',
    'pitwall.accounts':
      'A connection hears the accounts of its token alone, and no refusal tells whether there are others.',
    'pitwall.token': 'A new token is taken in place; the answer names the request, and a refused one changes nothing.',
    'pitwall.drain': 'Before the gateway goes away, what is pending is sent, then notice with retryAfterMs, then bye.',
  },
  'pitwall, What a client says': {
    'pitwall.streams': 'A connection has several streams at a time, each with filters, beginning and form of its own.',
    'pitwall.filters': 'kinds, channels, accounts and symbols each narrow what a stream hears.',
    'pitwall.symbol-change':
      'A stream narrowed by symbols hears once more of a key that turns to another symbol, and of the end of a key.',
    'pitwall.snapshot': 'The present value of each key comes first, or with snapshot: false nothing before it changes.',
    'pitwall.rate': 'latest updates of a key come no closer than maxRatePerKeyMs, and the newest always comes.',
    'pitwall.delta':
      'With delta, latest updates are told as changes against the version that base names, which was sent.',
    'pitwall.batch': 'With batch, frames hold arrays of messages.',
    'pitwall.same-stream': 'What is heard by an open stream is not opened again; the answer names that stream.',
    'pitwall.stream-limits': 'More streams or topics than welcome tells are refused, and what is open goes on.',
    'pitwall.unsubscribe': 'After unsubscribed nothing of the stream comes any more.',
  },
  'pitwall, Loss': {
    'pitwall.chain': 'Each message of a fact names in prev the one before it in its stream, and is itself named next.',
    'pitwall.no-false-loss': 'A client that keeps the rules never sees a loss where there is none.',
    'pitwall.loss': 'A client that keeps the rules sees the loss of a message at the next one, at live or at a ping.',
    'pitwall.ping': 'ping tells of each live stream through which seq it was written, and its last message.',
    'pitwall.dropped': 'Bounded messages that were dropped are counted and told, and leave no hole in the chain.',
    'pitwall.slow':
      'A slow reader gets every event in order, the newest states, and a live that tells what was skipped.',
  },
  'pitwall, Coming back': {
    'pitwall.since': 'After since come the missed events once and in order, then each present state, then live.',
    'pitwall.gap': 'Where the log does not go on after since, gap says why right after subscribed.',
  },
};
