import { dialects } from '@pitwall/dialects';
import { EventStreamClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import type { MintClaims } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const running: Gateway[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

/** Settings under which a token is asked for. */
export const strict = { dev: false, auth: 'required', jwtSecret: 'a secret of at least thirty-two bytes' } as const;

/** A gateway for one test, and what a test does with it. */
export const startGateway = async (more: Partial<GatewayOptions> = {}) => {
  const options = { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, ...more };
  const gateway = createGateway(options, { dialects, logger: pino({ level: 'silent' }), version: 'test' });
  running.push(gateway);
  const { port } = (await gateway.start()).main;
  const publish = (...drafts: Parameters<Gateway['publish']>[0]) => gateway.publish(drafts);
  const stream = (query = '', headers: Readonly<Record<string, string>> = {}) =>
    EventStreamClient.open({ port, path: `/v1/sse${query}`, headers });
  const tokenFor = async (subject: string, claims: Partial<MintClaims> = {}) =>
    (await mintToken(options, { subject, ttlMs: 60_000, ...claims }, systemClock)).token;
  return { gateway, port, publish, stream, tokenFor };
};

/** A state. */
export const equity = (amount: number, account = 'demo') =>
  ({ kind: 'equity', account, data: { equity: amount } }) as const;
/** Something that must arrive. */
export const alert = (alertId: string, account = 'demo') =>
  ({ kind: 'alert', account, data: { alertId, severity: 'info', title: alertId } }) as const;

/** What an event says. */
export const dataOf = (event: { readonly data: string } | undefined): unknown => JSON.parse(event?.data ?? 'null');
