import { dialects } from '@pitwall/dialects';
import type { EventDraft, JsonObject } from '@pitwall/model';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

/** What browsers offer. */
export const usualOffer = 'permessage-deflate; client_max_window_bits';

/** Gateways whose clients may offer compression. */
export class CompressionRig {
  readonly #running: Gateway[] = [];
  readonly #ended: (() => void)[] = [];

  async start(options: Partial<GatewayOptions> = {}): Promise<{ gateway: Gateway; port: number }> {
    const gateway = createGateway(
      { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, dialectConnectionLimits: false, ...options },
      { dialects, logger: pino({ level: 'silent' }), version: 'test' },
    );
    this.#running.push(gateway);
    return { gateway, port: (await gateway.start()).main.port };
  }

  /** A client that offers these extensions, or none. */
  async connect(port: number, path: string, extensions?: string): Promise<RawClient> {
    const headers = extensions === undefined ? {} : { 'Sec-WebSocket-Extensions': extensions };
    const client = await RawClient.open({ port, path, headers });
    this.onEnd(() => client.destroy());
    return client;
  }

  /** Runs before the gateways stop. */
  onEnd(end: () => void): void {
    this.#ended.push(end);
  }

  async stop(): Promise<void> {
    for (const end of this.#ended.splice(0)) end();
    for (const gateway of this.#running.splice(0)) await gateway.stop();
  }
}

/** A small message. */
export const signal = (signalId: string): EventDraft => ({
  kind: 'signal',
  data: { signalId, type: 'confirm', symbol: 'BTCUSDT', direction: 'long', status: 'filled' },
});

/** A message as large as its details. */
export const status = (details: JsonObject): EventDraft => ({
  kind: 'component-status',
  data: { component: 'broker', status: 'CONNECTED', details },
});

/** The details or the id of the message with which a test ends. */
export const last = 'the last';

export const publish = async (gateway: Gateway, drafts: readonly EventDraft[]): Promise<void> => {
  for (const result of await gateway.publish(drafts)) if (!result.ok) throw result.error;
};

export const isLast = (message: string | undefined): boolean => message?.includes(`"${last}"`) !== false;

/** Waits until so many readers hear what is said live: who still catches up is given pages of its own. */
export const untilLive = async (port: number, readers: number): Promise<void> => {
  await expect.poll(() => metric(port, 'pitwall_sessions{dialect="titan",state="live"}')).toBe(readers);
};

/** All messages up to the last. */
export const readToLast = async (client: Pick<RawClient, 'nextText'>): Promise<string[]> => {
  const texts: string[] = [];
  for (let message = await client.nextText(); ; message = await client.nextText()) {
    texts.push(message ?? 'the connection ended');
    if (isLast(message)) return texts;
  }
};

export const metric = async (port: number, name: string): Promise<number> => {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = page.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? Number.NaN);
};
