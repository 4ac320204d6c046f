import type { Publisher } from './publisher.ts';

/**
 * The gateway itself, which alone may publish the kinds that are its own. It is recognised as this very object: a name could
 * be forged by whoever issues tokens or writes settings.
 */
export const gatewayPublisher: Publisher = Object.freeze<Publisher>({
  name: '@gateway',
  accounts: '*',
  defaultAccount: '@gateway',
  kinds: ['source-status'],
  shared: false,
});
