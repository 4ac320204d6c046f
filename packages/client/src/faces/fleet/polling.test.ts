import { beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform, settle } from '../../fake-platform.fixture.ts';
import type { HttpAnswer, HttpRequest, Ports } from '../../ports.ts';
import { createRealtimeClient } from './realtime-client.ts';
import type { RealtimeClient, RealtimeOptions } from './realtime-client.ts';

const ts = '2026-01-14T16:30:00.000Z';
const greeting = { type: 'connection', data: { status: 'connected', mode: 'ws' }, ts };
const trade = (id: string, seq?: string) => ({
  type: 'trades',
  data: { id },
  ts,
  ...(seq === undefined ? {} : { seq }),
});

/** One poll that waits for its answer. */
interface Poll {
  readonly request: HttpRequest;
  readonly answer: (status: number, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<void>;
  readonly fail: () => Promise<void>;
  wasCancelled: boolean;
}

let platform: FakePlatform;
let polls: Poll[];
let told: string[];

beforeEach(() => {
  platform = new FakePlatform();
  polls = [];
  told = [];
  platform.answer = (request) => {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const poll: Poll = {
      request,
      wasCancelled: false,
      answer: async (status, body = {}, headers = {}) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        resolve({ status, header: (name) => headers[name], text: async () => text, pieces: () => emptyPieces() });
        await settle();
      },
      fail: async () => {
        reject(new Error('No network'));
        await settle();
      },
    };
    polls.push(poll);
    const cancel = (): void => {
      poll.wasCancelled = true;
      reject(new Error('Cancelled'));
    };
    return { answer: promise, cancel };
  };
});

async function* emptyPieces(): AsyncGenerator<string> {
  // These answers are read whole.
}

const poll = (): Poll => {
  const last = polls.at(-1);
  if (last === undefined) throw new Error('Nothing was polled');
  return last;
};

const page = (messages: readonly unknown[], seq: string, more = false) => ({
  cursor: `${seq}.x`,
  seq,
  recovered: true,
  more,
  messages,
});

const make = (options: RealtimeOptions = {}, ports: Ports = platform.ports): RealtimeClient => {
  const client = createRealtimeClient({ url: 'ws://desk.example/api/ws', ...options }, ports);
  client.on('connection', ({ status, mode }) => told.push(`${status} ${mode}`));
  client.on('trades', ({ id }) => told.push(id));
  client.on('resume', ({ recovered }) => told.push(`recovered ${recovered}`));
  return client;
};

/** After two quick attempts a WebSocket is tried once an hour, so that polls are among themselves. */
const hourly = { delayMs: (attempt: number) => (attempt < 3 ? 1 : 3_600_000) };

/** Lets the next WebSocket be tried. */
const tryAgain = async (client: RealtimeClient): Promise<void> => {
  platform.clock.advance((client.status.retryAtMs ?? NaN) - platform.clock.now());
  await settle();
};

const failSocket = async (): Promise<void> => {
  platform.socket.end(1006);
  await settle();
};

/** Three WebSockets fail. */
const fallBack = async (options: RealtimeOptions = {}): Promise<RealtimeClient> => {
  const client = make(options);
  client.connect('jwt');
  await failSocket();
  await tryAgain(client);
  await failSocket();
  await tryAgain(client);
  await failSocket();
  return client;
};

/** The next poll is made at once. */
const pollOn = async (): Promise<void> => {
  platform.clock.advance(0);
  await settle();
};

describe("fleet's polling", () => {
  it('begins after three WebSockets in a row that failed, with the token in a header', async () => {
    const client = make();
    client.connect('jwt');
    await failSocket();
    await tryAgain(client);
    await failSocket();
    expect(polls).toHaveLength(0);
    await tryAgain(client);
    await failSocket();
    expect(poll().request).toMatchObject({
      method: 'GET',
      url: 'http://desk.example/api/ws/poll',
      headers: { authorization: 'Bearer jwt' },
    });
    expect(client.getStatus().mode).toBe('ws');
  });

  it('says the same messages, tells that it polls, and goes on from its cursor', async () => {
    const client = await fallBack();
    const polled = { type: 'connection', data: { status: 'connected', mode: 'polling' }, ts };
    await poll().answer(200, { ...page([polled, trade('t1')], 'k3.7'), recovered: false });
    expect(told).toEqual(['error ws', 'connected polling', 't1']);
    expect(client.getStatus()).toEqual({ connected: true, mode: 'polling', status: 'connected' });
    await pollOn();
    expect(poll().request.url).toBe('http://desk.example/api/ws/poll?since=k3.7.x&wait=25');
  });

  it('asks at once for more, and slowly where a server does not wait', async () => {
    await fallBack();
    await poll().answer(200, page([trade('t1')], 'k3.7', true));
    await pollOn();
    expect(polls).toHaveLength(2);
    await poll().answer(200, page([], 'k3.7'));
    platform.clock.advance(999);
    await settle();
    expect(polls).toHaveLength(2);
    platform.clock.advance(1);
    await settle();
    expect(polls).toHaveLength(3);
  });

  it('goes on where the WebSocket was', async () => {
    const client = make();
    client.connect('jwt');
    platform.socket.open();
    platform.socket.receive(greeting);
    platform.socket.receive(trade('t1', 'k3.5'));
    platform.clock.advance(20_000);
    await failSocket();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await tryAgain(client);
      await failSocket();
    }
    expect(poll().request.url).toContain('since=k3.5&');
    await poll().answer(200, page([trade('t2', 'k3.6')], 'k3.6'));
    expect(told).toEqual(['connected ws', 't1', 'disconnected ws', 'error ws', 'connected polling', 't2']);
  });

  it('tells when what was missed is gone, so that the application forgets what it holds', async () => {
    await fallBack();
    await poll().answer(200, page([trade('t1')], 'k3.5'));
    await pollOn();
    await poll().answer(200, { ...page([trade('t9')], 'z9.1'), recovered: false });
    expect(told.slice(-3)).toEqual(['t1', 'recovered false', 't9']);
  });

  it('is ended by a WebSocket that gets through, which goes on where the polls were', async () => {
    const client = await fallBack();
    await poll().answer(200, page([trade('t1')], 'k3.5'));
    await pollOn();
    const waiting = poll();
    await tryAgain(client);
    expect(platform.socket.url).toBe('ws://desk.example/api/ws?token=jwt&since=k3.5');
    expect(waiting.wasCancelled).toBe(true);
    platform.socket.open();
    platform.socket.receive(greeting);
    expect(client.getStatus()).toEqual({ connected: true, mode: 'ws', status: 'connected' });
    platform.clock.advance(30_000);
    await settle();
    expect(polls.at(-1)).toBe(waiting);
  });

  it('takes no answer while a WebSocket is tried, for it would come twice, and goes on when that failed', async () => {
    const client = await fallBack();
    await poll().answer(200, page([trade('t1')], 'k3.5'));
    await pollOn();
    await tryAgain(client);
    const heard = told.length;
    await polls.at(-1)?.answer(200, page([trade('t2')], 'k3.6'));
    expect(told).toHaveLength(heard);
    await failSocket();
    expect(poll().request.url).toContain('since=k3.5.x&');
    await poll().answer(200, page([trade('t2')], 'k3.6'));
    expect(told.slice(-2)).toEqual(['t1', 't2']);
  });

  it('tells an error when polls fail, waits as long as it is told, and is connected again', async () => {
    await fallBack({ backoff: hourly });
    await poll().answer(200, page([], 'k3.5'));
    platform.clock.advance(1_000);
    await settle();
    await poll().answer(503, {}, { 'retry-after': '20' });
    const count = polls.length;
    platform.clock.advance(20_000);
    await settle();
    expect(polls).toHaveLength(count);
    platform.clock.advance(1);
    await settle();
    await poll().answer(200, page([], 'k3.5'));
    expect(told).toEqual(['error ws', 'connected polling', 'error polling', 'connected polling']);
  });

  it('gives up on a poll that takes longer than 40 s', async () => {
    await fallBack({ backoff: hourly });
    platform.clock.advance(39_999);
    expect(poll().wasCancelled).toBe(false);
    platform.clock.advance(1);
    await settle();
    expect(poll().wasCancelled).toBe(true);
    expect(told.at(-1)).toBe('error polling');
  });

  it('begins afresh when its cursor is not taken', async () => {
    await fallBack();
    await poll().answer(200, page([trade('t1')], 'k3.5'));
    await pollOn();
    await poll().answer(400);
    platform.clock.advance(500);
    await settle();
    expect(poll().request.url).toBe('http://desk.example/api/ws/poll');
    await poll().answer(200, { ...page([], 'z9.1'), recovered: false });
    expect(told.slice(-2)).toEqual(['recovered false', 'connected polling']);
  });

  it.each([401, 403])('ends all attempts when its token is refused with %i', async (status) => {
    const client = await fallBack();
    await poll().answer(status);
    expect(told.at(-1)).toBe('error polling');
    expect(client.status.state).toBe('closed');
    expect(platform.clock.timerCount).toBe(0);
  });

  it('leaves a server alone that has no polling, and goes on trying its WebSocket', async () => {
    const client = await fallBack();
    await poll().answer(404);
    expect(client.getStatus()).toMatchObject({ connected: false, status: 'error', mode: 'ws' });
    expect(client.status.state).toBe('waiting');
  });

  it('passes over an answer that is none', async () => {
    await fallBack();
    await poll().answer(200, '<html>Log in to the hotel</html>');
    expect(told).toEqual(['error ws', 'error polling']);
    platform.clock.advance(500);
    await settle();
    expect(polls).toHaveLength(2);
  });

  it('is the only way where there are no WebSockets, and begins at once', async () => {
    const client = make({}, { ...platform.ports, sockets: undefined });
    client.connect('jwt');
    await pollOn();
    await poll().answer(200, page([trade('t1')], 'k3.5'));
    expect(client.getStatus()).toEqual({ connected: true, mode: 'polling', status: 'connected' });
    expect(told).toEqual(['error ws', 'connected polling', 't1']);
  });

  it('ends when the client disconnects', async () => {
    const client = await fallBack();
    await poll().answer(200, page([], 'k3.5'));
    client.disconnect();
    expect(told.at(-1)).toBe('disconnected polling');
    expect(platform.clock.timerCount).toBe(0);
  });
});
