import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../../packages/client/src', import.meta.url));

const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };

/**
 * Serves the client's own modules to a browser, one by one, as they are but for their types: no bundler puts in what a platform
 * lacks, so a module that needs anything of Node, or of another package, does not load.
 */
export const serveModules = (): Promise<{ server: Server; url: string }> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (!/^(?:\/[a-z-]+)+\.ts$/.test(path)) {
        response.writeHead(404).end();
        return;
      }
      readFile(`${sources}${path}`, 'utf8').then(
        (text) => response.writeHead(200, headers).end(stripTypeScriptTypes(text)),
        () => response.writeHead(404).end(),
      );
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` });
    });
  });
