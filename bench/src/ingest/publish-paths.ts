import { request } from 'node:http';
import type { Agent } from 'node:http';
import { defaultGatewayOptions } from '@pitwall/gateway';
import type { Gateway, GatewayOptions } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';

/** Settings under which only the work itself limits publishing. */
export const unlimitedGateway: GatewayOptions = {
  ...defaultGatewayOptions,
  port: 0,
  legacyPorts: false,
  dev: true,
  publishEventsPerSecond: 1_000_000_000,
  httpRequestsPerSecondPerIp: 1_000_000_000,
};

/** A way to publish: does it once and says how many events that were. */
export interface PublishPath {
  readonly name: string;
  readonly publish: () => Promise<number>;
  /** Requests under way at once. */
  readonly atOnce: number;
}

const signal = (index: number): EventDraft => ({
  kind: 'signal',
  data: {
    signalId: `s${index}`,
    type: 'confirm',
    symbol: 'BTCUSDT',
    direction: 'long',
    status: 'filled',
    entryPrice: '43250.50',
    size: '0.1',
  },
});

const titanMessage = {
  type: 'SIGNAL_NOTIFICATION',
  timestamp: 1_700_000_000_000,
  data: {
    signal_id: 's1',
    type: 'CONFIRM',
    symbol: 'BTCUSDT',
    direction: 'LONG',
    status: 'FILLED',
    entry_price: 43250.5,
    size: 0.1,
  },
};

/** Publishing inside the process, so many events a call. */
export const inProcess = (gateway: Gateway, size: number): PublishPath => ({
  name: `in process, ${size} a call`,
  atOnce: 1,
  publish: async () => {
    const results = await gateway.publish(Array.from({ length: size }, (_, index) => signal(index)));
    return results.filter(({ ok }) => ok).length;
  },
});

const post = (target: { port: number; agent: Agent; path: string; type: string; body: Buffer }): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port, agent, path, type, body } = target;
    const headers = { 'content-type': type, 'content-length': body.length };
    const sent = request({ host: '127.0.0.1', port, agent, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });

/** Publishing over HTTP on connections that stay open. */
export const overHttp = (port: number, agent: Agent): readonly PublishPath[] => {
  const path = (name: string, target: { path: string; type: string; text: string; events: number }): PublishPath => {
    const body = Buffer.from(target.text);
    return {
      name,
      atOnce: 4,
      publish: async () =>
        (await post({ port, agent, path: target.path, type: target.type, body })) === 200 ? target.events : 0,
    };
  };
  const lines = Array.from({ length: 100 }, (_, index) => JSON.stringify(signal(index)));
  return [
    path('HTTP, NDJSON of 100', {
      path: '/v1/events',
      type: 'application/x-ndjson',
      text: lines.join('\n'),
      events: 100,
    }),
    path('HTTP, JSON list of 100', {
      path: '/v1/events',
      type: 'application/json',
      text: `[${lines.join(',')}]`,
      events: 100,
    }),
    path('HTTP, one event a request', {
      path: '/v1/events',
      type: 'application/json',
      text: lines[0] ?? '',
      events: 1,
    }),
    path('HTTP, titan messages, list of 100', {
      path: '/v1/ingest/titan',
      type: 'application/json',
      text: JSON.stringify(Array.from({ length: 100 }, () => titanMessage)),
      events: 100,
    }),
  ];
};
