import { createGateway, defaultGatewayOptions } from '@pitwall/gateway';
import { pino } from 'pino';
import { areReady } from './broadcast.ts';
import { offerCompression } from './offered-compression.ts';
import { watchOpenSockets } from './open-sockets.ts';
import { giveOwnSubscriptions } from './own-subscriptions.ts';
import { serveCommands } from './serve-commands.ts';
import { sendTime, timedSignal, timedTitan } from './timed-signal.ts';

/** The whole gateway, published to from inside its process. Bounds on connections are lifted; all else is as it comes. */
const [port, readers] = process.argv.slice(2);
const dialect = timedTitan();
const sockets = watchOpenSockets();
if (readers === 'own') giveOwnSubscriptions('SIGNAL_NOTIFICATION', dialect.traits.subscription.topics);
if (readers === 'compressed') offerCompression();

const gateway = createGateway(
  {
    ...defaultGatewayOptions,
    host: '127.0.0.1',
    port: Number(port),
    legacyPorts: false,
    dev: true,
    maxConnections: 20_000,
    maxConnectionsPerIp: 20_000,
    connectionsPerMinutePerIp: 1_000_000,
    dialectConnectionLimits: false,
    outboundLimit: false,
    logLevel: 'warn',
  },
  { dialects: [dialect], logger: pino({ level: 'warn' }, pino.destination(2)), version: 'bench' },
);
await gateway.start();

serveCommands({
  tick: async (messages) => {
    const results = await gateway.publish(Array.from({ length: messages }, () => timedSignal(sendTime())));
    const refused = results.find((result) => !result.ok);
    if (refused !== undefined) throw refused.error;
  },
  isReady: () => areReady(sockets, (socket) => socket.writableLength),
});
