import { changeEachUpgrade } from './each-upgrade.ts';

/**
 * Lets each connection to this process offer compression as browsers do. A load client that follows frame headers alone
 * counts compressed messages as it does others.
 */
export const offerCompression = (): void =>
  changeEachUpgrade(({ headers }) => {
    headers['sec-websocket-extensions'] = 'permessage-deflate; client_max_window_bits';
  });
