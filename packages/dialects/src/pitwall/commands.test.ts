import { kindNames } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { subjectsOf } from '../canonical/topics.ts';
import type { Json } from '../json.ts';
import type { Command } from '../talk.ts';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { pitwall } from './pitwall.ts';
import { ClientMessage } from './schemas.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const decode = (message: unknown): Command => pitwall.decodeCommand(JSON.parse(JSON.stringify(message)) as Json);

const wishOf = (message: object) => {
  const command = decode({ type: 'subscribe', ...message });
  if (command.do !== 'open-stream') throw new Error(`not opened: ${JSON.stringify(command)}`);
  return command.wish;
};

const faultOf = (message: unknown): string => {
  const command = decode(message);
  if (command.do !== 'unknown') throw new Error(`understood: ${JSON.stringify(command)}`);
  return command.what;
};

describe('a subscription', () => {
  it('of the example asks for a stream', () => {
    expect(pitwall.decodeCommand(fixtures.get('subscribe') ?? null)).toEqual({
      do: 'open-stream',
      requestId: 'r1',
      wish: {
        topics: ['position/BTCUSDT', 'position/', 'order/BTCUSDT', 'order/'],
        accounts: ['main'],
        since: 'k3Jx9.1042',
        snapshot: true,
        minIntervalMs: 100,
        delta: true,
        batch: false,
      },
    });
  });

  it('without fields asks for everything from now on, present values first', () => {
    expect(wishOf({})).toEqual({ topics: kindNames, snapshot: true, delta: false, batch: false });
  });

  it('is the same for lists that name the same in another order', () => {
    const one = wishOf({ kinds: ['order', 'equity'], symbols: ['A', 'B'] }).topics;
    expect(wishOf({ kinds: ['equity', 'order'], symbols: ['B', 'A', 'B'] }).topics.toSorted()).toEqual(one.toSorted());
  });

  it('asks for what its lists name, whichever they are', () => {
    const lists = fc.record(
      {
        kinds: fc.uniqueArray(fc.constantFrom(...kindNames), { minLength: 1 }),
        symbols: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 128 }), { minLength: 1, maxLength: 50 }),
      },
      { requiredKeys: ['kinds'] },
    );
    fc.assert(
      fc.property(lists, ({ kinds, symbols = [] }) => {
        const heard = subjectsOf(wishOf({ kinds, ...(symbols.length === 0 ? {} : { symbols }) }).topics);
        expect(heard.kinds.toSorted()).toEqual(kinds.toSorted());
        expect(heard.symbols.filter((symbol) => !symbols.includes(symbol))).toEqual([]);
      }),
    );
  });

  it.each([
    [{ kinds: ['prices'] }, /^kinds\/0 is "prices", expected a list of any of equity, position/],
    [{ kinds: [] }, /^kinds is a list of 0, expected a list of any of/],
    [{ channels: ['orders', 'position'] }, /^channels\/1 is "position", expected a list of any of .*positions/],
    [
      { channels: ['orders'], kinds: ['trade'] },
      /^channels is "orders", expected channels of the kinds that are named$/,
    ],
    [{ symbol: 'BTC' }, /^there is no field "symbol" in this message; there are type, id, channels, .*symbols/],
    [{ symbols: 'BTC' }, /^symbols is "BTC", expected a list of 1 to 50 symbols of 1 to 128 characters$/],
    [{ symbols: Array.from({ length: 51 }, String) }, /^symbols is a list of 51/],
    [{ symbols: ['x'.repeat(129)] }, /^symbols\/0 is "x/],
    [{ accounts: ['@shared'] }, /^accounts\/0 is "@shared"/],
    [{ maxRatePerKeyMs: 5 }, /^maxRatePerKeyMs is 5, expected whole milliseconds from 20 to 60000$/],
    [{ maxRatePerKeyMs: 60_001 }, /^maxRatePerKeyMs is 60001/],
    [{ since: 7 }, /^since is 7, expected a cursor/],
    [{ delta: 'yes' }, /^delta is "yes", expected true or false$/],
    [{ id: 'x'.repeat(65) }, /^id is "x+…, expected text of 1 to 64 characters$/],
    [{ delta: true, snapshot: false }, /delta without snapshot/],
  ])('that asks for what is not there is told what is wrong and what would be right: %j', (fields, fault) => {
    expect(faultOf({ type: 'subscribe', ...fields })).toMatch(fault);
  });
});

describe('other requests', () => {
  it.each([
    ['unsubscribe', { do: 'close-stream', stream: 'Zk3vQ1x0', requestId: 'r2' }],
    ['authenticate', { do: 'authenticate', token: 'eyJhbGciOiJIUzI1NiJ9.e30.x', requestId: 'r3' }],
    ['client-ping', { do: 'ping', echo: 7 }],
    ['client-pong', { do: 'alive' }],
  ])('are understood: %s', (name, command) => {
    expect(pitwall.decodeCommand(fixtures.get(name) ?? null)).toEqual(command);
    expect(Check(ClientMessage, fixtures.get(name))).toBe(true);
  });

  it('are a ping without echo, and a pong with whatever stands in it', () => {
    expect(decode({ type: 'ping' })).toEqual({ do: 'ping' });
    expect(decode({ type: 'ping', echo: 'now' })).toEqual({ do: 'ping', echo: 'now' });
    expect(decode({ type: 'pong', echo: {}, at: 1 })).toEqual({ do: 'alive' });
  });

  it.each([
    [null, 'null is no message: send an object whose type is subscribe, unsubscribe, authenticate, ping or pong'],
    [[], 'a list of 0 is no message: send an object whose type is subscribe, unsubscribe, authenticate, ping or pong'],
    [{}, 'there is no type nothing: send an object whose type is subscribe, unsubscribe, authenticate, ping or pong'],
    [{ type: 'SUBSCRIBE' }, expect.stringContaining('there is no type "SUBSCRIBE"')],
    [{ type: 'unsubscribe' }, 'stream is nothing, expected the name of a stream, as `subscribed` told it'],
    [{ type: 'authenticate', token: '' }, 'token is "", expected a token: text of 1 to 8192 characters'],
    [{ type: 'ping', echo: {} }, 'echo is an object, expected a number, or text of at most 64 characters'],
  ])('are unknown otherwise, and told in a sentence why: %j', (message, what) => {
    expect(faultOf(message)).toEqual(what);
  });

  it('that cannot be done name the request they answer, if that has a name', () => {
    expect(decode({ type: 'unsubscribe', id: 'r9' })).toMatchObject({ do: 'unknown', requestId: 'r9' });
    expect(decode({ type: 'nonsense', id: 'r9' })).toMatchObject({ do: 'unknown', requestId: 'r9' });
    expect(decode({ type: 'unsubscribe', id: 7 })).not.toHaveProperty('requestId');
  });
});

describe('whatever JSON a client sends', () => {
  const field = fc.oneof(
    fc.jsonValue(),
    fc.array(fc.oneof(fc.constantFrom('equity', 'orders', 'BTC'), fc.jsonValue())),
    fc.boolean(),
    fc.nat(),
  );
  const near = fc.record(
    {
      type: fc.constantFrom('subscribe', 'unsubscribe', 'authenticate', 'ping', 'pong', 'toString'),
      ...Object.fromEntries(
        ['id', 'channels', 'kinds', 'accounts', 'symbols', 'since', 'snapshot', 'delta', 'stream', 'token', 'echo'].map(
          (name) => [name, field],
        ),
      ),
    },
    { requiredKeys: ['type'] },
  );

  it('is a command: one that is understood is in the schema of client messages, and any other is told why it is not', () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue()), (message) => {
        const command = decode(message);
        const fits = Check(ClientMessage, JSON.parse(JSON.stringify(message)));
        expect({ command, right: command.do === 'unknown' ? command.what.length < 1000 : fits }).toMatchObject({
          right: true,
        });
      }),
      { numRuns: 3000 },
    );
  });
});
