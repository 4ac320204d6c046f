import { kindNames } from '@pitwall/model';
import type { Command, Dialect, Json, StreamWish, ViewOf, Views } from '@pitwall/dialects';
import { probeDialect } from './probe-dialect.ts';

const isObject = (value: unknown): value is { readonly [field: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decodeCommand = (message: Json): Command => {
  if (!isObject(message)) return { do: 'unknown', what: 'a frame that is no object' };
  const { ask, id, stream, token, wish } = message;
  const request = typeof id === 'string' ? { requestId: id } : {};
  if (ask === 'open' && isObject(wish)) {
    // Tests say wishes as they are: here they only change hands.
    const given = wish as unknown as Partial<StreamWish>;
    const whole = { topics: ['positions', 'trades'], snapshot: true, delta: false, batch: false, ...given };
    return { do: 'open-stream', wish: whole, ...request };
  }
  if (ask === 'close' && typeof stream === 'string') return { do: 'close-stream', stream, ...request };
  if (ask === 'token' && typeof token === 'string') return { do: 'authenticate', token, ...request };
  return probeDialect.decodeCommand(message);
};

const { order: _, equity, ...eachViews } = probeDialect.views;

/** Nothing is said twice in a stream. */
const once = (view: ViewOf<'equity'> | undefined): Views => {
  if (view?.mode !== 'each') return {};
  const { repeatEveryMs: _never, ...rest } = view;
  return { equity: rest };
};

/**
 * The probe dialect with streams: sessions hear nothing until they open some. Its facts are said one by one and never
 * repeated, as streams need.
 */
export const streamProbeDialect: Dialect = {
  ...probeDialect,
  name: 'stream-probe',
  traits: {
    ...probeDialect.traits,
    routes: { main: ['/stream-probe'], subprotocols: ['stream-probe.v1'], legacy: [] },
    subscription: { start: 'streams', topics: kindNames },
    offersDelta: false,
    offersBatch: false,
    offersPolling: false,
  },
  views: { ...eachViews, ...once(equity) },
  decodeCommand,
};
