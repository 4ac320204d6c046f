import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** Changes each upgrade request to this process as it arrives, so that load clients that all ask the same get different things. */
export const changeEachUpgrade = (change: (request: IncomingMessage) => void): void => {
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    if (typeof message !== 'object' || message === null || !('server' in message)) return;
    if (message.server instanceof Server) message.server.prependListener('upgrade', change);
  });
};
