import { describe, expect, it } from 'vitest';
import { factOf } from '../../data/facts.fixture.ts';
import { newestOfEach } from './newest-of-each.ts';

const order = (key: string, status: string, receivedAt: number, account = 'main') =>
  factOf('order', { orderId: key, status, symbol: 'SPX' }, { key, receivedAt, account });

describe('the newest of each thing', () => {
  it('is one row a key and account, in its last state', () => {
    const happened = [
      order('1', 'new', 1),
      order('2', 'new', 2),
      order('1', 'filled', 3),
      order('1', 'new', 4, 'other'),
    ];
    const rows = newestOfEach(happened, [order('2', 'new', 2), order('3', 'new', 5)]);
    expect(rows.map(({ account, key, data }) => [account, key, data.status])).toEqual([
      ['main', '1', 'filled'],
      ['main', '2', 'new'],
      ['other', '1', 'new'],
      ['main', '3', 'new'],
    ]);
  });

  it('is not what the other stream still says of a thing that has ended', () => {
    const [row] = newestOfEach([order('1', 'filled', 9)], [order('1', 'new', 8)]);
    expect(row?.data.status).toBe('filled');
  });
});
