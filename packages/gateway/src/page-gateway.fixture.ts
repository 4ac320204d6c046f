import { readdirSync, readFileSync } from 'node:fs';
import { dialects } from '@pitwall/dialects';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';

/** A gateway of all dialects, in which anybody publishes and watches; it lives as long as the tests of a file. */
export class PageGateway {
  url = '';
  port = 0;

  constructor() {
    const gateway = createGateway(
      { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, dialectConnectionLimits: false },
      { dialects, logger: pino({ level: 'silent' }), version: 'test' },
    );
    beforeAll(async () => {
      ({ url: this.url, port: this.port } = (await gateway.start()).main);
    });
    afterAll(() => gateway.stop());
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }
}

const folderOf = (dialect: string): URL => new URL(`../../dialects/src/${dialect}/fixtures/`, import.meta.url);

/** An example of a dialect's page, by the name of its file. */
export const exampleOf = (dialect: string, file: string): unknown =>
  JSON.parse(readFileSync(new URL(file, folderOf(dialect)), 'utf8'));

/** The files of a dialect's examples. */
export const exampleFiles = (dialect: string): readonly string[] =>
  readdirSync(folderOf(dialect)).filter((file) => file.endsWith('.json'));
