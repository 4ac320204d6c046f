import { DelayedLog } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equity, HttpRig, position } from './http-rig.fixture.ts';

const ndjson = { 'content-type': 'application/x-ndjson' };

describe('POST /v1/events', () => {
  it('takes one event and tells its place as text and as cursor', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/events', equity('1.10'));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      accepted: 1,
      refused: 0,
      results: [{ ok: true, seq: '1', cursor: 'e1.1', duplicate: false }],
    });
  });

  it('takes a list and answers in its order, and an empty list with nothing', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/events', [equity(1), position('BTC', 'opened', 1), equity(2)]);
    expect(response.statusCode).toBe(200);
    expect(response.json().results.map((one) => one.seq)).toEqual(['1', '2', '3']);
    expect((await rig.post('/v1/events', [])).json()).toEqual({ accepted: 0, refused: 0, results: [] });
  });

  it('answers a mixed list with 207, and a list of refusals with the status of the first', async () => {
    const rig = await HttpRig.open();
    const bad = { kind: 'equity', data: { equity: 'much' } };
    const mixed = await rig.post('/v1/events', [bad, equity(1), { kind: 'nonsense', data: {} }]);
    expect(mixed.statusCode).toBe(207);
    expect(mixed.json()).toMatchObject({
      accepted: 1,
      refused: 2,
      results: [
        { ok: false, error: { code: 'INVALID_EVENT', problems: [{ path: '/data/equity' }] } },
        { ok: true, seq: '1' },
        { ok: false, error: { code: 'UNKNOWN_KIND' } },
      ],
    });
    const refused = await rig.post('/v1/events', [{ kind: 'equity', data: {}, account: 'foreign' }, bad]);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().error.code).toBe('INVALID_EVENT');
  });

  it('answers a single refused event with its own status', async () => {
    const rig = await HttpRig.open();
    expect((await rig.post('/v1/events', equity(1, { account: 'foreign' }))).statusCode).toBe(403);
    const narrow = { authorization: 'Bearer narrow-token' };
    expect((await rig.post('/v1/events', position('BTC', 'opened', 1), narrow)).json().error).toMatchObject({
      code: 'FORBIDDEN_KIND',
      how: expect.any(String),
      problems: [],
    });
  });

  it('reads NDJSON with blank lines, CRLF, a byte order mark and no last newline, and sinks no good line for a bad one', async () => {
    const rig = await HttpRig.open();
    const lines = `\uFEFF${JSON.stringify(equity(1))}\r\n\r\n  \n{"kind":\n${JSON.stringify(equity(2))}\n[1]\n  ${JSON.stringify(equity(3))}`;
    const response = await rig.post('/v1/events', lines, ndjson);
    expect(response.statusCode).toBe(207);
    expect(response.json().results).toMatchObject([
      { ok: true, seq: '1' },
      { ok: false, line: 4, error: { code: 'INVALID_JSON', message: expect.stringContaining('Line 4') } },
      { ok: true, seq: '2' },
      { ok: false, line: 6, error: { code: 'INVALID_EVENT' } },
      { ok: true, seq: '3' },
    ]);
    expect(rig.ingest.stats.refusedByCode.get('INVALID_JSON')).toBe(1);
    expect(
      (await rig.post('/v1/events', JSON.stringify(equity(4)), { 'content-type': 'application/ndjson; charset=utf-8' }))
        .statusCode,
    ).toBe(200);
  });

  it('keeps lines that are UTF-8 apart from those that are not', async () => {
    const rig = await HttpRig.open();
    const body = Buffer.concat([
      Buffer.from(`${JSON.stringify(equity(1, { source: 'Zürich' }))}\n{"a":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n'),
    ]);
    expect((await rig.post('/v1/events', body, ndjson)).json().results).toMatchObject([
      { ok: true },
      { ok: false, line: 2, error: { code: 'INVALID_JSON', message: 'Line 2 is not UTF-8' } },
    ]);
    expect(rig.delivery.state.value('main', 'equity', 'equity')?.source).toBe('Zürich');
  });

  it.each([
    ['an empty body', '', 400, 'INVALID_JSON'],
    ['a byte order mark alone', '\uFEFF', 400, 'INVALID_JSON'],
    ['half a body', '{"kind":"equity"', 400, 'INVALID_JSON'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'INVALID_JSON'],
    ['no object', '42', 422, 'INVALID_EVENT'],
    ['null', 'null', 422, 'INVALID_EVENT'],
    ['a bottomless list', '['.repeat(200_000) + ']'.repeat(200_000), 400, 'INVALID_JSON'],
    [
      'a key that would become a prototype',
      '{"kind":"equity","data":{"equity":1},"__proto__":{"account":"x"}}',
      400,
      'INVALID_JSON',
    ],
    [
      'such a key in escapes, deep inside',
      '{"kind":"equity","data":{"equity":1,"x":[{"\\u005f_proto__":1}]}}',
      400,
      'INVALID_JSON',
    ],
    ['an endless number', '{"kind":"equity","data":{"equity":1e999}}', 422, 'INVALID_EVENT'],
  ])('refuses %s with words of its own', async (_what, body, status, code) => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/events', body);
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
    expect(response.json().error.message).not.toBe('');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('refuses a body of blank lines, and a missing or encoded body', async () => {
    const rig = await HttpRig.open();
    expect((await rig.post('/v1/events', '\n\r\n \n', ndjson)).statusCode).toBe(400);
    const none = await rig.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization: 'Bearer desk-token' },
    });
    expect([none.statusCode, none.json().error.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect((await rig.post('/v1/events', equity(1), { 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });

  // Promise: ruling-10.media-type
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'garbage'])(
    'refuses the media type %s with 415',
    async (type) => {
      const rig = await HttpRig.open();
      const response = await rig.post('/v1/events', equity(1), { 'content-type': type });
      expect([response.statusCode, response.json().error.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('refuses bodies over the bound of bytes and of items with 413, and publishes nothing of them', async () => {
    const rig = await HttpRig.open({ options: { maxBodyBytes: 400, maxItems: 3 } });
    const four = [1, 2, 3, 4].map((n) => equity(n));
    for (const response of [
      await rig.post('/v1/events', ' '.repeat(401)),
      await rig.post('/v1/events', four),
      await rig.post('/v1/events', four.map((one) => JSON.stringify(one)).join('\n'), ndjson),
    ]) {
      expect([response.statusCode, response.json().error.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    }
    expect(rig.delivery.headSeq).toBe(0);
  });

  it('asks for a credential before it reads the body', async () => {
    const rig = await HttpRig.open({ options: { maxBodyBytes: 10 } });
    const response = await rig.post('/v1/events', equity(1), { authorization: 'Bearer guess' });
    expect([response.statusCode, response.headers['www-authenticate']]).toEqual([401, 'Bearer realm="pitwall"']);
    expect(response.json().error.code).toBe('UNAUTHENTICATED');
  });

  it('lets a publisher burst, then refuses with 429 and says when to come back, and leaves others alone', async () => {
    const rig = await HttpRig.open({ options: { publishEventsPerSecond: 2 } });
    expect(
      (
        await rig.post(
          '/v1/events',
          [1, 2, 3, 4, 5, 6].map((n) => equity(n)),
        )
      ).statusCode,
    ).toBe(200);
    const refused = await rig.post('/v1/events', equity(7));
    expect([refused.statusCode, refused.headers['retry-after'], refused.json().error.code]).toEqual([
      429,
      '1',
      'RATE_LIMITED',
    ]);
    expect((await rig.post('/v1/events', equity(1), { authorization: 'Bearer narrow-token' })).statusCode).toBe(200);
    rig.clock.advance(1_001);
    expect((await rig.post('/v1/events', equity(7))).statusCode).toBe(200);
  });

  it('answers 503 with Retry-After when the log takes no more, and when it closes', async () => {
    const full = await HttpRig.open({ memory: { maxPendingBatches: 0 } });
    const overloaded = await full.post('/v1/events', equity(1));
    expect([overloaded.statusCode, overloaded.headers['retry-after'], overloaded.json().error.code]).toEqual([
      503,
      '1',
      'OVERLOADED',
    ]);
    const rig = await HttpRig.open();
    await rig.log.close();
    expect((await rig.post('/v1/events', equity(1))).json().error.code).toBe('SHUTTING_DOWN');
  });

  it('tells no caller, but the log, what failed inside', async () => {
    const rig = await HttpRig.open({
      wrapLog: (inner) => {
        inner.append = () => Promise.reject(new Error('disk /var/secret is full'));
        return inner;
      },
    });
    const response = await rig.post('/v1/events', equity(1));
    expect([response.statusCode, response.json().error.code]).toEqual([500, 'INTERNAL']);
    expect(response.body).not.toContain('/var/secret');
    expect(rig.logLines.join('')).toContain('/var/secret');
  });

  it('answers a repeated id with the first place, and refuses it with another body', async () => {
    const rig = await HttpRig.open();
    await rig.post('/v1/events', [equity(1, { id: 'a' }), equity(2)]);
    const repeat = await rig.post('/v1/events', equity(1, { id: 'a' }));
    expect(repeat.json().results).toEqual([{ ok: true, seq: '1', cursor: 'e1.1', duplicate: true }]);
    expect((await rig.post('/v1/events', equity(9, { id: 'a' }))).statusCode).toBe(409);
  });

  it('answers a repeat with the first place while the first is still being written', async () => {
    const rig = await HttpRig.open({
      wrapLog: (inner, clock) => new DelayedLog({ nextDelayMs: () => 50 }, { inner, clock }),
    });
    const first = rig.post('/v1/events', equity(1, { id: 'a' }));
    const second = rig.post('/v1/events', equity(1, { id: 'a' }));
    const both = Promise.all([first, second]);
    while (rig.ingest.stats.duplicates === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(rig.delivery.headSeq).toBe(0);
    rig.clock.advance(50);
    await new Promise((resolve) => setImmediate(resolve));
    rig.clock.advance(50);
    expect((await both).map((response) => response.json().results[0])).toEqual([
      { ok: true, seq: '1', cursor: 'e1.1', duplicate: false },
      { ok: true, seq: '1', cursor: 'e1.1', duplicate: true },
    ]);
  });

  it('gives turns away within a big body, and keeps its order', async () => {
    const rig = await HttpRig.open();
    const count = 6_000;
    const lines = Array.from({ length: count }, (_, n) => JSON.stringify(equity(n))).join('\n');
    const response = await rig.post('/v1/events', lines, ndjson);
    const seqs = response.json().results.map((one) => Number(one.seq));
    expect(seqs).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    expect(rig.delivery.state.value('main', 'equity', 'equity')?.data).toEqual({ equity: count - 1 });
  });

  it('survives any bytes as a body: never a 5xx, and always a JSON answer', async () => {
    const rig = await HttpRig.open();
    const types = ['application/json', 'application/x-ndjson'];
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '\n',
        '\r\n',
        ',',
        '"',
        '\\',
        '{"kind":"equity","data":{"equity":1}}',
        '\u0000',
      ),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join('')));
    const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
    const urls = ['/v1/events', '/v1/ingest/probe'];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(text, bytes),
        fc.constantFrom(...types),
        fc.constantFrom(...urls),
        async (body, type, url) => {
          const response = await rig.post(url, body, { 'content-type': type });
          expect(response.statusCode).toBeLessThan(500);
          expect(typeof response.json()).toBe('object');
        },
      ),
      { numRuns: 300 },
    );
  });
});
