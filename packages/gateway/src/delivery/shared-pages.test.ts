import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { SharedPages } from './shared-pages.ts';
import type { SharedPage } from './shared-pages.ts';

const page = (bytes: number): SharedPage => ({
  frames: Buffer.alloc(bytes),
  throughSeq: 1,
  lastSeq: undefined,
  given: new Map(),
  conflated: 0,
  dropped: 0,
});

const open = (maxSharedPageBytes = 1_000): { clock: FakeClock; pages: SharedPages } => {
  const clock = new FakeClock();
  return { clock, pages: new SharedPages({ maxSharedPageBytes, replayCacheMs: 250 }, clock) };
};

describe('shared pages', () => {
  it('are found at their place for as long as their texts are true', () => {
    const { clock, pages } = open();
    const kept = page(10);
    pages.keep('a', kept);
    clock.advance(250);
    expect([pages.find('a'), pages.find('b')]).toEqual([kept, undefined]);
    clock.advance(1);
    expect(pages.find('a')).toBeUndefined();
  });

  it('make room for newer ones, the oldest first', () => {
    const { pages } = open(1_000);
    for (const place of ['a', 'b', 'c']) pages.keep(place, page(400));
    expect(['a', 'b', 'c'].filter((place) => pages.find(place) !== undefined)).toEqual(['b', 'c']);
  });

  it('count a page that was made anew once, and one that is not true any more not at all', () => {
    const { clock, pages } = open(1_000);
    for (let round = 0; round < 5; round += 1) pages.keep('a', page(400));
    clock.advance(251);
    pages.find('a');
    for (const place of ['b', 'c']) pages.keep(place, page(400));
    expect(['b', 'c'].filter((place) => pages.find(place) !== undefined)).toEqual(['b', 'c']);
  });

  it('do not keep what is larger than all their room', () => {
    const { pages } = open(1_000);
    pages.keep('a', page(2_000));
    pages.keep('b', page(400));
    expect(['a', 'b'].filter((place) => pages.find(place) !== undefined)).toEqual(['b']);
  });

  it('are made once, and by the next one again when the making failed', async () => {
    const { pages } = open();
    let made = 0;
    const fail = (): Promise<string> => {
      made += 1;
      return Promise.reject(new Error('no'));
    };
    const first = pages.makeOnce('a', fail, 'waited');
    const second = pages.makeOnce('a', fail, 'waited');
    await expect(first).rejects.toThrow('no');
    await expect(second).resolves.toBe('waited');
    await expect(pages.makeOnce('a', () => Promise.resolve('made'), 'waited')).resolves.toBe('made');
    expect(made).toBe(1);
  });
});
