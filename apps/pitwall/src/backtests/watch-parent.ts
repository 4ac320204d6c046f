import { Worker } from 'node:worker_threads';

/** How often is looked whether the parent is there, in ms. */
const lookEveryMs = 1000;

/**
 * Ends this process when its parent has ended, also while a strategy that never comes back keeps it from hearing anything: a thread of
 * its own looks. An orphan gets another parent, and where systems do not tell that, nobody of the parent's id is there any more.
 */
export const endWithParent = (): void => {
  const look = `
    const parent = ${process.ppid};
    const isThere = () => { try { return process.kill(parent, 0); } catch ({ code }) { return code === 'EPERM'; } };
    setInterval(() => {
      if (process.ppid !== parent || !isThere()) process.kill(process.pid, 'SIGKILL');
    }, ${lookEveryMs});`;
  // A few numbers are all that it holds, and whatever it was told beside them shall not reach it.
  new Worker(look, { eval: true, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
};
