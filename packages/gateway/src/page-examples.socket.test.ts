import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dialects } from '@pitwall/dialects';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';

interface Message {
  readonly type: string;
  readonly data?: unknown;
}

const examplesOf = (dialect: string): [name: string, message: Message][] => {
  const folder = fileURLToPath(new URL(`../../dialects/src/${dialect}/fixtures/`, import.meta.url));
  return (
    readdirSync(folder)
      // A delta is what a reader who asked for it gets; a publisher says whole positions.
      .filter((file) => file.endsWith('.json') && file !== 'position-delta.json')
      .map((file): [string, Message] => [file, JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Message])
  );
};

/** Talk has no facts in it, so it cannot be published. */
const isFact = ([, message]: [string, Message]): boolean =>
  message.type !== 'resume' && message.data !== undefined && !isTalk(message);
const isTalk = (message: Message): boolean =>
  ['SUBSCRIBE', 'UNSUBSCRIBE', 'auth', 'AUTHENTICATED'].includes(message.type);

let gateway: Gateway;
let url: string;
let port: number;

beforeAll(async () => {
  gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, dialectConnectionLimits: false },
    { dialects, logger: pino({ level: 'silent' }), version: 'test' },
  );
  const { main } = await gateway.start();
  ({ url, port } = main);
});

afterAll(() => gateway.stop());

const publish = async (dialect: string, message: Message): Promise<unknown> => {
  const response = await fetch(`${url}/v1/ingest/${dialect}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  return response.json();
};

describe('an example of the titan page', () => {
  // Promises: titan.envelope, ruling-6.plain
  it.each(examplesOf('titan').filter(isFact))(
    '%s that is published comes back to a titan client as it was',
    async (_name, message) => {
      const client = await RawClient.open({ port, path: `/ws/console?types=${message.type}` });
      // The hearing is there when a ping that was sent after it is answered; then only the live message can come.
      client.sendFrame(0x9, Buffer.alloc(0));
      await expect.poll(() => client.controls).toContain('pong');
      client.takeAll();
      expect(await publish('titan', message)).toMatchObject({ accepted: 1, refused: 0 });
      expect(await client.next()).toEqual(message);
      client.destroy();
    },
  );
});

describe('an example of the quantmind page', () => {
  // Promise: quantmind.envelope
  it.each(examplesOf('quantmind').filter(isFact))(
    '%s that is published comes back to a quantmind client as it was',
    async (_name, message) => {
      const client = await RawClient.open({ port, path: '/ws/quantmind' });
      for (const topic of ['backtest', 'trading', 'logs']) client.sendJson({ action: 'subscribe', topic });
      for (let confirmed = 0; confirmed < 3; confirmed += 1) {
        await client.until((reply) => reply['type'] === 'subscription_confirmed');
      }
      expect(await publish('quantmind', message)).toMatchObject({ accepted: 1, refused: 0 });
      expect(await client.until((received) => received['type'] === message.type)).toEqual(message);
      client.destroy();
    },
  );
});
