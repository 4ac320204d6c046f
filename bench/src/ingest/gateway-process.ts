import { dialects } from '@pitwall/dialects';
import { createGateway } from '@pitwall/gateway';
import { pino } from 'pino';
import { unlimitedGateway } from './publish-paths.ts';

// The gateway in a process of its own, as it runs in earnest; the client that publishes is another.
const gateway = createGateway(unlimitedGateway, { dialects, logger: pino({ level: 'silent' }), version: 'bench' });
const { main } = await gateway.start();
process.send?.({ port: main.port });
process.once('disconnect', () => void gateway.stop());
