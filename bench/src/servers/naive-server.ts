import { WebSocket, WebSocketServer } from 'ws';
import { areReady } from './broadcast.ts';
import { serveCommands } from './serve-commands.ts';
import { sendTime, timedMessage } from './timed-signal.ts';

/**
 * What is written first when a page needs live data: each message made once, and sent to each client. No routing, no
 * accounts, no slow readers, nothing to catch up.
 */
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  backlog: 4096,
  perMessageDeflate: false,
});
const readers: WebSocket[] = [];
const template = timedMessage('0'.repeat(19)).split('0'.repeat(19));

server.on('connection', (client) => {
  readers.push(client);
  client.on('close', () => readers.splice(readers.indexOf(client), 1));
});

const broadcast = (): void => {
  const message = template.join(sendTime());
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) client.send(message);
  }
};

server.on('listening', () =>
  serveCommands({
    tick: (messages) => {
      for (let count = 0; count < messages; count += 1) broadcast();
    },
    isReady: () => areReady(readers, (client) => client.bufferedAmount),
  }),
);
