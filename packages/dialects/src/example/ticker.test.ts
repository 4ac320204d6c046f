import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { ticker } from './ticker.fixture.ts';

const here = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const page = here('../../../../docs/add-a-dialect.md');

const examples = readFixtures(new URL('fixtures/', import.meta.url));

describe('the dialect of docs/add-a-dialect.md', () => {
  it('says its example again as it was published, with fields that it does not know', () => {
    for (const example of examples.values()) {
      expect(throughTheModel(ticker, example)).toEqual([example]);
      const more = { ...(example as object), venue: 'luno' };
      expect(throughTheModel(ticker, more)).toEqual([more]);
    }
  });

  it('means by it a fact in the units of the model', () => {
    expect(understand(ticker, examples.get('price'))).toMatchObject([
      {
        kind: 'market',
        data: { symbol: 'BTC-USD', price: 97000.5, changeRatio: 0.0125 },
        occurredAt: 1_768_408_200_000,
      },
    ]);
  });

  it('says facts of any publisher, and not what it lacks a required field for', () => {
    const [fact] = understand(ticker, examples.get('price'));
    expect(fact && say(ticker, { ...fact, kind: 'market', data: { symbol: 'X', price: '1.5' } })).toMatchObject({
      quote: { symbol: 'X', last: 1.5 },
    });
    expect(refusalOf(ticker, { type: 'price', at: '2026-01-14', quote: { symbol: 'X' } })?.code).toBe('INVALID_EVENT');
    expect(refusalOf(ticker, { type: 'trades' })?.code).toBe('UNTRANSLATABLE');
  });

  it('understands its clients, and knows what it does not', () => {
    expect(ticker.decodeCommand({ type: 'watch', feeds: ['prices', 'news'] })).toEqual({
      do: 'subscribe',
      topics: ['prices'],
      unknownTopics: ['news'],
    });
    expect(ticker.decodeCommand({ type: 'unwatch', feeds: [] })).toMatchObject({ do: 'unsubscribe' });
    expect(ticker.decodeCommand([1])).toMatchObject({ do: 'unknown' });
    const nowMs = 1;
    expect(ticker.encodeReply({ say: 'subscribed', topics: ['prices'], nowMs })).toEqual({
      type: 'watching',
      feeds: ['prices'],
    });
    expect(ticker.encodeReply({ say: 'pong', nowMs })).toBeUndefined();
  });

  it('is what the page shows, line by line', () => {
    const code = [here('ticker-messages.fixture.ts'), here('ticker.fixture.ts'), here('fixtures/price.json')];
    const shown = [...page.matchAll(/```(?:ts|json)\n([\s\S]*?)```/g)].map(([, text = '']) => text.trim());
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.filter((text) => !code.some((file) => file.includes(text)))).toEqual([]);
  });
});
