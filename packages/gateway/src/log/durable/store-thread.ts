import { parentPort } from 'node:worker_threads';
import { isRequest } from './store-messages.ts';
import type { SentAnswer } from './store-messages.ts';
import { StoreServant } from './store-servant.ts';

// The thread of a log's files. Whoever made it ends it.
const port = parentPort;
if (port !== null) {
  const send = (message: SentAnswer): void => port.postMessage(message);
  const servant = new StoreServant({
    now: () => Date.now(),
    tell: (news) => send({ news }),
    every: (intervalMs, run) => {
      setInterval(run, intervalMs).unref();
    },
    soon: (run) => {
      setImmediate(run);
    },
  });
  port.on('message', (message: unknown) => {
    if (!isRequest(message)) return;
    send({ id: message.id, answer: servant.serve(message.request) });
  });
}
