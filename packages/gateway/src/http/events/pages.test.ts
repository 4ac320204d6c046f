import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equity, HttpRig, position } from '../http-rig.fixture.ts';
import { trade } from '../poll-client.fixture.ts';

const step = fc.oneof(
  fc.record({ do: fc.constant('trade' as const), n: fc.integer({ min: 0, max: 9 }) }),
  fc.record({
    do: fc.constantFrom('opened' as const, 'updated' as const, 'closed' as const),
    n: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({ do: fc.constant('foreign' as const), n: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ do: fc.constantFrom('page' as const, 'lines' as const), n: fc.integer({ min: 1, max: 5 }) }),
);

interface Heard {
  readonly kind: string;
  readonly key: string;
  readonly snapshot?: boolean;
  readonly data: { readonly action?: string; readonly size?: number };
}

/** A reader of pages in either form, which goes on with whatever cursor it has. */
class PageReader {
  readonly trades: string[] = [];
  readonly sizes = new Map<string, unknown>();
  readonly #rig: HttpRig;
  #since = '';

  constructor(rig: HttpRig) {
    this.#rig = rig;
  }

  async read(limit: number, asLines: boolean): Promise<boolean> {
    const query = `kinds=trade,position&limit=${limit}${this.#since}`;
    const { body } = await this.#rig.get(`/v1/events?${query}`, asLines ? { accept: 'application/x-ndjson' } : {});
    const page = asLines ? pageOf(body) : (JSON.parse(body) as Page);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    expect(page.recovered).toBe(this.#since !== '');
    this.#since = `&since=${page.cursor}`;
    for (const { kind, key, snapshot, data } of page.events) {
      if (kind === 'trade' && snapshot !== true) this.trades.push(key);
      else if (data.action === 'closed') this.sizes.delete(key);
      else this.sizes.set(key, data.size);
    }
    return page.more;
  }
}

interface Page {
  readonly cursor: string;
  readonly recovered: boolean;
  readonly more: boolean;
  readonly events: readonly Heard[];
}

const pageOf = (lines: string): Page => {
  const parsed = lines
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return { ...(parsed.at(-1) as Page), events: parsed.slice(0, -1) as Heard[] };
};

// Promises: ruling-6.replay, ruling-7.no-gap
it('a reader of pages of any size ends with the state, and with each trade once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const rig = await HttpRig.open();
      const reader = new PageReader(rig);
      await reader.read(5, false);
      const published: string[] = [];
      for (const [index, { do: what, n }] of steps.entries()) {
        if (what === 'page' || what === 'lines') await reader.read(n, what === 'lines');
        else if (what === 'foreign')
          await rig.publish(equity(n, { account: 'spare' }), { ...trade(n), account: 'spare' });
        else if (what !== 'trade') await rig.publish(position(`S${n}`, what, index));
        else {
          await rig.publish(trade(n));
          published.push(`t${n}`);
        }
      }
      for (let pages = 0; await reader.read(3, pages % 2 === 0); pages += 1) expect(pages).toBeLessThan(200);
      expect(reader.trades).toEqual(published);
      const state = [...rig.delivery.state.values('main', 'position')];
      expect(Object.fromEntries(reader.sizes)).toEqual(
        Object.fromEntries(state.map((event): [string, unknown] => [event.key, Reflect.get(event.data, 'size')])),
      );
    }),
    modelRuns(40),
  );
});
