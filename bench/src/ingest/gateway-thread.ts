import { parentPort } from 'node:worker_threads';
import { dialects } from '@pitwall/dialects';
import { createGateway } from '@pitwall/gateway';
import { pino } from 'pino';
import { unlimitedGateway } from './publish-paths.ts';

// The gateway has a core of its own; the client that publishes runs in the main thread.
const gateway = createGateway(unlimitedGateway, { dialects, logger: pino({ level: 'silent' }), version: 'bench' });
const { main } = await gateway.start();
parentPort?.postMessage({ port: main.port });
parentPort?.once('message', () => void gateway.stop().then(() => parentPort?.close()));
