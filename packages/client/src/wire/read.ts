import type { EventPage, GatewayError, PublishAnswer, ResumeEvent, ServerMessage, WireFact } from './messages.ts';
import type { EquitySeries, MarketSeries } from '../series/series-contract.ts';

/** What a field must be for a message to be one: the one check of what comes in. `?` may be absent. */
type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object' | 'number?' | 'boolean?' | 'string?'>>;

const fact: Shape = {
  kind: 'string',
  key: 'string',
  account: 'string',
  source: 'string',
  occurredAt: 'number',
  receivedAt: 'number',
  data: 'object',
  seq: 'string',
};

const chained: Shape = { ...fact, stream: 'string', prev: 'string', sentAt: 'number' };

const shapes: Readonly<Record<string, Shape>> = {
  event: chained,
  snapshot: chained,
  delta: { ...chained, base: 'string' },
  welcome: { epoch: 'string', serverTime: 'number', heartbeatMs: 'number', expiresAt: 'number?' },
  subscribed: { id: 'string', stream: 'string', cursor: 'string', recovered: 'boolean?' },
  gap: { stream: 'string', since: 'string', cursor: 'string', reason: 'string' },
  live: { stream: 'string', cursor: 'string', prev: 'string', last: 'string' },
  ping: { streams: 'object' },
  pong: { serverTime: 'number' },
  dropped: { stream: 'string', kind: 'string', count: 'number' },
  unsubscribed: { stream: 'string' },
  authenticated: { expiresAt: 'number' },
  notice: { notice: 'string', retryAfterMs: 'number?', expiresAt: 'number?' },
  error: { code: 'string', message: 'string', how: 'string', id: 'string?' },
  bye: { code: 'number', reason: 'string', retry: 'boolean', retryAfterMs: 'number?' },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const fits = (value: unknown, shape: Shape): value is Readonly<Record<string, unknown>> =>
  isObject(value) &&
  Object.entries(shape).every(([name, wanted]) => {
    const field = value[name];
    if (wanted.endsWith('?')) return field === undefined || typeof field === wanted.slice(0, -1);
    return typeof field === wanted && field !== null;
  });

/** A value as JSON; `undefined` when the text is none. */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The messages of a frame: one, or an array where batches were asked for. `unreadable` stands for each that is broken;
 * messages of types that nobody knows here are none at all, since later versions may add some.
 */
export const readFrame = (text: string): readonly (ServerMessage | 'unreadable')[] => {
  const value = readJson(text);
  const messages: readonly unknown[] = Array.isArray(value) ? value : [value];
  return messages.flatMap((message): readonly (ServerMessage | 'unreadable')[] => {
    const type = isObject(message) ? message['type'] : undefined;
    if (typeof type !== 'string') return ['unreadable'];
    const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (shape === undefined) return [];
    return fits(message, shape) ? [message as unknown as ServerMessage] : ['unreadable'];
  });
};

/** A canonical event of a page or an event stream. */
export const readFact = (value: unknown): (WireFact & { readonly snapshot?: boolean }) | undefined =>
  fits(value, fact) ? (value as unknown as WireFact & { snapshot?: boolean }) : undefined;

/** A page of events; `undefined` when it is none. */
export const readPage = (value: unknown): EventPage | undefined => {
  const shape: Shape = { cursor: 'string', seq: 'string', recovered: 'boolean', more: 'boolean', events: 'object' };
  if (!fits(value, shape) || !Array.isArray(value['events'])) return undefined;
  return value['events'].every((event) => readFact(event) !== undefined) ? (value as unknown as EventPage) : undefined;
};

/** The first event of an event stream. */
export const readResume = (value: unknown): ResumeEvent | undefined =>
  fits(value, { recovered: 'boolean', cursor: 'string' }) ? (value as unknown as ResumeEvent) : undefined;

/** How an event stream says that it ends. */
export const readBye = (value: unknown): { readonly code: number; readonly reason: string } | undefined =>
  fits(value, { code: 'number', reason: 'string' })
    ? (value as unknown as { readonly code: number; readonly reason: string })
    : undefined;

/** What an event stream tells of dropped events. */
export const readDropped = (value: unknown): { readonly kind?: string; readonly count: number } | undefined =>
  fits(value, { count: 'number', kind: 'string?' })
    ? (value as unknown as { readonly kind?: string; readonly count: number })
    : undefined;

/** What an event stream tells of a reader that was too slow. */
export const readLag = (value: unknown): { readonly conflated: number; readonly dropped: number } | undefined =>
  fits(value, { conflated: 'number', dropped: 'number' })
    ? (value as unknown as { readonly conflated: number; readonly dropped: number })
    : undefined;

/** The answer to a request to publish. */
export const readPublishAnswer = (value: unknown): PublishAnswer | undefined => {
  if (!isObject(value) || !Array.isArray(value['results'])) return undefined;
  const isResult = (result: unknown): boolean =>
    isObject(result) &&
    (result['ok'] === true
      ? fits(result, { seq: 'string', cursor: 'string', duplicate: 'boolean' })
      : fits(result['error'], { code: 'string', message: 'string' }));
  return value['results'].every(isResult) ? (value as unknown as PublishAnswer) : undefined;
};

const bar: Shape = {
  timeMs: 'number',
  open: 'string',
  high: 'string',
  low: 'string',
  close: 'string',
  count: 'number',
  firstMs: 'number',
  lastMs: 'number',
  highWatermark: 'string?',
};

const run: Shape = { firstMs: 'number', lastMs: 'number', heardAtMs: 'number', runId: 'string?', currency: 'string?' };

const series: Shape = {
  cursor: 'string?',
  intervalMs: 'number?',
  coversSinceMs: 'number?',
  runId: 'string?',
  currency: 'string?',
  noRoom: 'boolean?',
};

const eachFits = (value: unknown, shape: Shape): boolean =>
  Array.isArray(value) && value.every((one) => fits(one, shape));

/** The past of something in bars; `undefined` when it is none, or of another kind. */
export const readSeries = <Kind extends 'equity' | 'market'>(
  value: unknown,
  kind: Kind,
): (Kind extends 'equity' ? EquitySeries : MarketSeries) | undefined => {
  const name = kind === 'equity' ? 'account' : 'symbol';
  if (!fits(value, { ...series, kind: 'string', [name]: 'string' }) || value['kind'] !== kind) return undefined;
  if (!eachFits(value['bars'], bar) || !eachFits(value['runs'], run)) return undefined;
  if (!eachFits(value['gaps'], { fromMs: 'number', toMs: 'number?' })) return undefined;
  return value as unknown as Kind extends 'equity' ? EquitySeries : MarketSeries;
};

/** The error in the body of an answer. */
export const readError = (value: unknown): GatewayError | undefined => {
  const error = isObject(value) ? value['error'] : undefined;
  return fits(error, { code: 'string', message: 'string', how: 'string?' })
    ? (error as unknown as GatewayError)
    : undefined;
};

/** The ticket in an answer of `POST /v1/tickets`. */
export const readTicket = (value: unknown): string | undefined =>
  fits(value, { ticket: 'string' }) ? String(value['ticket']) : undefined;
