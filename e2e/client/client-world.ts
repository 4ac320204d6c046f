import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectClient } from '@pitwall/client';
import type { Client, ConnectOptions } from '@pitwall/client';
import { dialects } from '@pitwall/dialects';
import {
  createGateway,
  createLogger,
  defaultDurableLogOptions,
  defaultGatewayOptions,
  mintToken,
  openDurableLog,
  systemClock,
} from '@pitwall/gateway';
import type { Gateway, GatewayOptions } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';

const jwtSecret = 'a secret of at least thirty-two bytes';

/** Quick ways of coming back, so that a test takes no longer than it must. */
const quick: ConnectOptions = { backoff: { firstDelayMs: 20, maxDelayMs: 100 }, fallbackAfterAttempts: 2 };

/** Real gateways on real sockets, and clients of them. */
export class ClientWorld {
  readonly #gateways: Gateway[] = [];
  readonly #clients: Client[] = [];
  readonly #directories: string[] = [];

  /** A log on the disk outlives its gateway. */
  async start(options: Partial<GatewayOptions> = {}, directory?: string): Promise<{ gateway: Gateway; port: number }> {
    const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
    const log = directory === undefined ? undefined : await openLog(directory);
    const settled = { ...defaultGatewayOptions, port: 0, legacyPorts: false, account: 'main', jwtSecret, ...options };
    const parts = { dialects, logger, version: 'test', ...(log === undefined ? {} : { log }) };
    const gateway = createGateway({ ...settled, drainSpreadMs: 0, retryAfterMs: 50 }, parts);
    this.#gateways.push(gateway);
    return { gateway, port: (await gateway.start()).main.port };
  }

  async stop(gateway: Gateway): Promise<void> {
    this.#gateways.splice(this.#gateways.indexOf(gateway), 1);
    await gateway.stop();
  }

  connect(port: number, options: ConnectOptions = {}): Client {
    const client = connectClient(`http://127.0.0.1:${port}`, { ...quick, ...options });
    this.#clients.push(client);
    return client;
  }

  directory(): string {
    const directory = mkdtempSync(join(tmpdir(), 'pitwall-client-'));
    this.#directories.push(directory);
    return directory;
  }

  async tokenFor(subject: string, accounts: readonly string[], ttlMs = 60_000): Promise<string> {
    const claims = { subject, admin: false, accounts, ttlMs, publish: true };
    return (await mintToken({ ...defaultGatewayOptions, jwtSecret }, claims, systemClock)).token;
  }

  async end(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.close()));
    for (const gateway of this.#gateways.splice(0)) await gateway.stop();
    for (const directory of this.#directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  }
}

const openLog = async (directory: string): Promise<Awaited<ReturnType<typeof openDurableLog>>['log']> => {
  const parts = {
    clock: systemClock,
    onFailed: (error: unknown) => {
      throw error;
    },
  };
  return (await openDurableLog(directory, defaultDurableLogOptions, parts)).log;
};

export const publish = async (gateway: Gateway, ...drafts: readonly EventDraft[]): Promise<void> => {
  for (const result of await gateway.publish(drafts)) if (!result.ok) throw result.error;
};

/** A trade, which must arrive. */
export const trade = (tradeId: string, account = 'main'): EventDraft => ({
  kind: 'trade',
  account,
  data: { tradeId, symbol: 'BTC', side: 'buy', status: 'filled' },
});

/** A position's update, which may be replaced by a newer one. */
export const position = (size: string, symbol = 'BTC', action = 'updated'): EventDraft => ({
  kind: 'position',
  account: 'main',
  data: { action, symbol, side: 'long', size, entryPrice: '91000.10' },
});
