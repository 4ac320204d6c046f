import { describe, expect, it } from 'vitest';
import { readPast } from './past-steps.ts';

const question = { kind: 'order', key: 'o-1', account: 'main', symbol: 'SPX', seq: 'k3Jx.40' };

const event = (seq: number, key: string, more: object = {}) => ({
  kind: 'order',
  key,
  account: 'main',
  occurredAt: seq * 10,
  receivedAt: seq * 10 + 1,
  data: { status: 'new' },
  seq: `k3Jx.${seq}`,
  ...more,
});

const gateway = (pages: readonly unknown[]) => {
  const asked: string[] = [];
  return {
    asked,
    ask: (query: URLSearchParams) => {
      asked.push(query.get('since') ?? '');
      return Promise.resolve(pages[asked.length - 1]);
    },
  };
};

describe('the past of a thing', () => {
  it('is every step of it in the log, page by page', async () => {
    const { ask, asked } = gateway([
      { recovered: true, more: true, cursor: 'k3Jx.7.a', events: [event(3, 'o-1'), event(5, 'o-2')] },
      {
        recovered: true,
        more: false,
        cursor: 'k3Jx.9.a',
        events: [event(8, 'o-1'), event(9, 'o-1', { snapshot: true })],
      },
    ]);
    const past = await readPast(question, ask);
    expect(asked).toEqual(['k3Jx.0', 'k3Jx.7.a']);
    expect(past.reach).toBe('whole');
    expect(past.steps.map(({ seq }) => seq)).toEqual(['k3Jx.3', 'k3Jx.8']);
  });

  it('is said to be cut where the log no longer goes back to its beginning', async () => {
    const { ask } = gateway([{ recovered: false, more: false, cursor: 'k3Jx.9', events: [event(8, 'o-1')] }]);
    expect(await readPast(question, ask)).toEqual({ steps: [], reach: 'cut' });
  });

  it('ends after ten pages, and says so', async () => {
    const endless = { recovered: true, more: true, cursor: 'k3Jx.7', events: [] };
    const { ask, asked } = gateway(Array.from({ length: 20 }, () => endless));
    expect((await readPast(question, ask)).reach).toBe('long');
    expect(asked).toHaveLength(10);
  });

  it('leaves out what is no step: another account, a damaged event, an answer that is none', async () => {
    const events = [event(1, 'o-1', { account: 'other' }), event(2, 'o-1', { data: 'text' }), null, 7];
    const { ask } = gateway([{ recovered: true, more: false, cursor: 'c', events }]);
    expect((await readPast(question, ask)).steps).toEqual([]);
    expect(await readPast(question, () => Promise.resolve('what?'))).toEqual({ steps: [], reach: 'cut' });
  });
});
