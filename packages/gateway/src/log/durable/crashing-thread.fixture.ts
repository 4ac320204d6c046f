import { parentPort } from 'node:worker_threads';
import { isRequest } from './store-messages.ts';

// A thread that opens well and dies of its first append.
parentPort?.on('message', (message: unknown) => {
  if (!isRequest(message)) return;
  if (message.request.do === 'append') throw new Error('out of memory');
  const report = { epoch: 'e', headSeq: 0, horizonSeq: 0, lastSeq: 0, doubts: [] };
  parentPort?.postMessage({ id: message.id, answer: { say: 'opened', report } }, []);
});
