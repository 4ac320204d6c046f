import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isFields } from './fields.ts';
import { Inbox } from './peer.ts';
import type { Peer, PeerMaker } from './peer.ts';

/** Debian's Python, for which Debian has the websockets library. */
export const python = { name: 'Python websockets', path: '/usr/bin/python3' };

const script = fileURLToPath(new URL('session.py', import.meta.url));

/** Opens connections with Python's websockets, each in a process of its own. */
export const createPythonMaker = (): PeerMaker => {
  const running = new Set<ReturnType<typeof spawn>>();
  return {
    name: 'python',
    connect: async (url): Promise<Peer> => {
      const child = spawn(python.path, [script, url], { stdio: ['pipe', 'pipe', 'pipe'] });
      running.add(child);
      const inbox = new Inbox();
      const opened = Promise.withResolvers<string>();
      let complaint = '';
      child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
      child.once('close', () => {
        running.delete(child);
        opened.reject(new Error(`Python ended: ${complaint}`));
        inbox.end({ code: 1006, reason: complaint });
      });
      createInterface(child.stdout).on('line', (line) => {
        const said: unknown = JSON.parse(line);
        if (!isFields(said)) return;
        if (typeof said['extensions'] === 'string') opened.resolve(said['extensions']);
        else if (typeof said['message'] === 'string') inbox.take(said['message']);
        else inbox.end({ code: Number(said['code']), reason: String(said['reason']) });
      });
      const extensions = await opened.promise;
      return {
        extensions,
        send: async (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
        until: (fits) => inbox.until(fits),
        ended: inbox.ended,
      };
    },
    close: async () => {
      for (const child of running) child.kill();
    },
  };
};
