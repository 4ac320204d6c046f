import { describe, expect, it } from 'vitest';
import { RecentMap } from './recent-map.ts';

describe('a map of recent names', () => {
  it('keeps what was asked for again, and forgets what was not for too many others', () => {
    let made = 0;
    const map = new RecentMap(2, () => (made += 1));
    expect([map.get('a'), map.get('b'), map.get('a')]).toEqual([1, 2, 1]);
    expect([map.get('c'), map.get('a'), map.get('b')]).toEqual([3, 1, 4]);
  });
});
