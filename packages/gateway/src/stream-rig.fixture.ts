import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialects } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { systemClock } from './clock.ts';
import type { Gateway, GatewayParts } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const jwtSecret = 'a secret of at least thirty-two bytes';

/** What a client reads. */
export type Message = Record<string, unknown>;

/** Gateways whose clients speak Pitwall's own protocol over real sockets. */
export class StreamRig {
  readonly #running: Gateway[] = [];
  readonly #clients: RawClient[] = [];
  readonly #directories: string[] = [];

  async start(
    options: Partial<GatewayOptions> = {},
    parts: Partial<GatewayParts> = {},
  ): Promise<{ gateway: Gateway; port: number }> {
    const gateway = createGateway(
      {
        ...defaultGatewayOptions,
        port: 0,
        legacyPorts: false,
        jwtSecret,
        account: 'main',
        drainSpreadMs: 0,
        ...options,
      },
      { dialects, logger: pino({ level: 'silent' }), version: '9.9.9', ...parts },
    );
    this.#running.push(gateway);
    return { gateway, port: (await gateway.start()).main.port };
  }

  /** A directory that is there until the gateways have stopped. */
  directory(): string {
    const directory = mkdtempSync(join(tmpdir(), 'pitwall-streams-'));
    this.#directories.push(directory);
    return directory;
  }

  tokenFor(subject: string, accounts: readonly string[], ttlMs = 60_000): Promise<{ readonly token: string }> {
    return mintToken({ ...defaultGatewayOptions, jwtSecret }, { subject, admin: false, accounts, ttlMs }, systemClock);
  }

  /** A client that was greeted. */
  async connect(
    port: number,
    path = '/v1/stream',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<StreamPeer> {
    const client = await RawClient.open({ port, path, headers });
    this.#clients.push(client);
    return new StreamPeer(client, await client.next());
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.destroy();
    for (const gateway of this.#running.splice(0)) await gateway.stop();
    for (const directory of this.#directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  }
}

/** A client of `/v1/stream`. */
export class StreamPeer {
  readonly client: RawClient;
  readonly welcome: Message;

  constructor(client: RawClient, welcome: Message) {
    this.client = client;
    this.welcome = welcome;
  }

  /** Asks for a stream and reads on until it is live, or refused. */
  async subscribe(wish: object): Promise<{ readonly name: string; readonly messages: readonly Message[] }> {
    this.client.sendJson({ type: 'subscribe', ...wish });
    const messages = await this.readTo(({ type }) => type === 'live' || type === 'error');
    return { name: String(messages[0]?.['stream']), messages };
  }

  /** All messages up to one that fits. */
  async readTo(fits: (message: Message) => boolean): Promise<readonly Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const next: unknown = await this.client.next();
      const several = Array.isArray(next) ? (next as Message[]) : [next as Message];
      messages.push(...several);
      if (several.some(fits)) return messages;
    }
  }
}

/** A trade, which must arrive. */
export const trade = (tradeId: string, account = 'main', symbol = 'BTC'): EventDraft => ({
  kind: 'trade',
  account,
  data: { tradeId, symbol, side: 'buy', status: 'filled' },
});

/** A position's update, which may be replaced by a newer one. */
export const position = (size: number, symbol = 'BTC', account = 'main'): EventDraft => ({
  kind: 'position',
  account,
  data: { action: 'updated', symbol, side: 'long', size, entryPrice: '91000.10' },
});

export const publish = async (gateway: Gateway, ...drafts: readonly EventDraft[]): Promise<void> => {
  for (const result of await gateway.publish(drafts)) if (!result.ok) throw result.error;
};
