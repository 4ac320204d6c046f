import type { PromiseTable } from './promise-table.ts';

/** What programs that use `@pitwall/client` may count on. */
export const sdkPromises: PromiseTable = {
  'sdk, Watching': {
    'sdk.nothing-lost':
      'Whatever fails between client and gateway, a subscription gets each fact it is owed once and in order, or a gap.',
    'sdk.replica': 'When calm returns, each replica equals the state of the gateway.',
    'sdk.fallback': 'While no WebSocket comes about facts are read over HTTP, and the WebSocket is taken up again.',
    'sdk.sleep': 'After a sleep the gateway is asked for a sign of life within seconds.',
  },
  'sdk, Publishing': {
    'sdk.publish-once': 'What an outage holds up is published in order and once, with the time at which it was given.',
    'sdk.publish-bound':
      'What waits to be published is bounded; what finds no room is refused, and its promise says so.',
    'sdk.publish-size':
      'A batch that is too large for the way goes in halves, and only a fact too large by itself is refused.',
  },
};
