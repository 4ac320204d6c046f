import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/**
 * The sockets that this process has accepted, in their order. The gateway keeps its sockets to itself, so they are
 * counted where Node announces them.
 */
export const watchOpenSockets = (): readonly Socket[] => {
  const open: Socket[] = [];
  subscribe('net.server.socket', (message) => {
    if (typeof message !== 'object' || message === null || !('socket' in message)) return;
    const { socket } = message;
    if (!(socket instanceof Socket)) return;
    open.push(socket);
    socket.once('close', () => open.splice(open.indexOf(socket), 1));
  });
  return open;
};
