import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { alert, dataOf, equity, startGateway } from './event-stream-rig.fixture.ts';

describe('GET /v1/sse', () => {
  // Promises: ruling-6.resume-first, ruling-7.snapshot, ruling-7.no-gap
  it('says resume first, then the present values, then what comes', async () => {
    const { publish, stream } = await startGateway();
    await publish(equity(1));
    const client = await stream();
    const resume = await client.next();
    expect(resume?.event).toBe('resume');
    expect(dataOf(resume)).toEqual({ recovered: false, cursor: resume?.lastEventId });
    const present = await client.next();
    expect(present).toMatchObject({ event: 'equity' });
    expect(dataOf(present)).toMatchObject({ kind: 'equity', snapshot: true, data: { equity: 1 } });
    await publish(alert('a1'));
    const news = await client.next();
    expect(news).toMatchObject({ event: 'alert' });
    expect(dataOf(news)).toMatchObject({ kind: 'alert', account: 'demo', seq: news?.lastEventId });
    expect(dataOf(news)).not.toHaveProperty('snapshot');
    client.cut();
  });

  // Promise: ruling-6.replay
  it('goes on after Last-Event-ID, which comes before since', async () => {
    const { publish, stream } = await startGateway();
    const first = await stream();
    await publish(alert('a1'));
    const { lastEventId } = await first.until(({ event }) => event === 'alert');
    first.cut();
    await publish(alert('a2'), alert('a3'));
    const again = await stream('?since=other.1', { 'last-event-id': lastEventId });
    expect(dataOf(await again.next())).toEqual({ recovered: true, cursor: lastEventId });
    expect(dataOf(await again.next())).toMatchObject({ data: { alertId: 'a2' } });
    expect(dataOf(await again.next())).toMatchObject({ data: { alertId: 'a3' } });
    again.cut();
  });

  it('goes on after the cursor of a page, and a page after that of a stream', async () => {
    const { port, publish, stream } = await startGateway();
    await publish(alert('a1'));
    const page = async (query: string) => (await fetch(`http://127.0.0.1:${port}/v1/events${query}`)).json();
    const { cursor } = (await page('')) as { cursor: string };
    await publish(alert('a2'));
    const client = await stream(`?since=${cursor}`);
    const { lastEventId } = await client.until(({ event }) => event === 'alert');
    client.cut();
    await publish(alert('a3'));
    expect(await page(`?since=${lastEventId}`)).toMatchObject({
      recovered: true,
      events: [{ data: { alertId: 'a3' } }],
    });
  });

  it.each(['x', 'e.1.2', '99', 'other.5', '%00', 'e1.99999999999999999999'])(
    'answers the cursor "%s" honestly with a snapshot',
    async (since) => {
      const { publish, stream } = await startGateway();
      await publish(equity(1));
      const client = await stream(`?since=${since}`);
      expect(dataOf(await client.next())).toMatchObject({ recovered: false });
      expect(dataOf(await client.next())).toMatchObject({ data: { equity: 1 } });
      client.cut();
    },
  );

  it.each([
    ['kinds=nonsense', 422],
    ['kinds=', 400],
    ['channels=nonsense', 400],
    ['kinds=equity&channels=positions', 400],
    ['account=a%20b', 400],
    ['since=a&since=b', 400],
  ])('refuses ?%s', async (query, status) => {
    const { stream } = await startGateway();
    const { response } = await stream(`?${query}`);
    expect(response.statusCode).toBe(status);
    response.destroy();
  });

  it('is a chunked answer that no proxy may keep, change or hold back', async () => {
    const { stream } = await startGateway();
    const { response } = await stream();
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'transfer-encoding': 'chunked',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers).not.toHaveProperty('content-encoding');
    response.destroy();
  });

  it('answers HEAD with its headers alone', async () => {
    const { port } = await startGateway();
    const answer = await fetch(`http://127.0.0.1:${port}/v1/sse`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(await answer.text()).toBe('');
  });

  it('streams to HTTP/1.0 too, without chunks', async () => {
    const { port, publish } = await startGateway();
    await publish(equity(7));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /v1/sse HTTP/1.0\r\nHost: localhost\r\n\r\n');
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (more: string) => (text += more));
    while (!text.includes('"equity":7')) await once(socket, 'data');
    expect(text).not.toMatch(/transfer-encoding/i);
    expect(text).toMatch(/\r\n\r\nretry: 2000\n\nid: \S+\nevent: resume\n/);
    socket.destroy();
  });

  it('tells a silent reader that it lives, and moves its cursor past what is not for it', async () => {
    const { publish, stream } = await startGateway({ sseHeartbeatMs: 20 });
    const client = await stream('?kinds=trade');
    const { lastEventId } = (await client.next()) ?? { lastEventId: '' };
    await publish(alert('a1'), alert('a2'));
    const comments = client.parser.comments;
    await client.untilComments(comments + 2);
    expect(Number(client.parser.lastEventId.split('.')[1])).toBe(Number(lastEventId.split('.')[1]) + 2);
    client.cut();
  });

  it('loses and repeats nothing for a reader that stood still, and delays no other', async () => {
    const { port, publish, stream } = await startGateway({ highWaterBytes: 16_384, maxLagMs: 3_600_000 });
    const [slow, quick] = [await stream('?kinds=alert'), await stream('?kinds=alert')];
    await Promise.all([slow.next(), quick.next()]);
    slow.response.pause();
    const ids = Array.from({ length: 4_000 }, (_, n) => `a${n}`);
    const message = 'x'.repeat(2_000);
    for (let from = 0; from < ids.length; from += 500) {
      await publish(
        ...ids
          .slice(from, from + 500)
          .map((alertId) => ({ ...alert(alertId), data: { ...alert(alertId).data, message } })),
      );
    }
    const heardBy = async (client: typeof slow): Promise<readonly unknown[]> => {
      const heard: unknown[] = [];
      await client.until((event) => {
        if (event.event === 'alert') heard.push(Reflect.get(Object(dataOf(event)), 'key'));
        return heard.length === ids.length;
      });
      return heard;
    };
    expect(await heardBy(quick)).toEqual(ids);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/^pitwall_event_streams 2$/m);
    expect(metrics).toMatch(/^pitwall_fell_behind_total [1-9]/m);
    expect(metrics).toMatch(/^pitwall_lagging_readers [12]$/m);
    expect(metrics).toMatch(/^pitwall_unsent_bytes_max [1-9]/m);
    slow.response.resume();
    expect(await heardBy(slow)).toEqual(ids);
    for (const client of [slow, quick]) client.cut();
  });

  it('says when to come back', async () => {
    const { stream } = await startGateway({ sseRetryMs: 1234 });
    const client = await stream();
    await client.next();
    expect(client.parser.retryMs).toBe(1234);
    client.cut();
  });

  it('ends with bye when the gateway drains, its answer whole', async () => {
    const { gateway, publish, stream } = await startGateway({ retryAfterMs: 5_000, drainSpreadMs: 1_000 });
    const client = await stream();
    await client.next();
    await publish(alert('a1'));
    const drained = gateway.drain();
    expect(await client.next()).toMatchObject({ event: 'alert' });
    const bye = await client.next();
    expect(bye).toMatchObject({ event: 'bye' });
    expect(dataOf(bye)).toEqual({ code: 1001, reason: 'server shutting down', retry: true });
    expect(client.parser.retryMs).toBeGreaterThanOrEqual(5_000);
    expect(client.parser.retryMs).toBeLessThan(6_000);
    expect(await client.ended).toEqual({ complete: true });
    await drained;
  });
});
