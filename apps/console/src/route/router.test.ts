import { describe, expect, it, vi } from 'vitest';
import { Router } from './router.ts';
import type { Places } from './router.ts';

const rig = (start: string) => {
  let href = start;
  let moved: () => void = () => undefined;
  const past: string[] = [];
  const places: Places = {
    href: () => href,
    push: (to) => {
      past.push(href);
      href = to;
    },
    replace: (to) => (href = to),
    watch: (changed) => {
      moved = changed;
      return () => undefined;
    },
  };
  const back = () => {
    href = past.pop() ?? href;
    moved();
  };
  return { router: new Router(places), places, back };
};

describe('the router', () => {
  it('reads the page and what is chosen from the address', () => {
    expect(rig('http://desk/trades?trade=a%2F1').router.location).toEqual({ page: 'trades', params: { trade: 'a/1' } });
    expect(rig('http://desk/').router.location).toEqual({ page: '', params: {} });
  });

  it('stays below the path that a proxy puts before it', () => {
    const { router, places } = rig('http://desk/ops/pitwall/trades?x=1');
    router.go('');
    expect(places.href()).toBe('http://desk/ops/pitwall/');
    router.go('logs', { level: 'error' });
    expect(places.href()).toBe('http://desk/ops/pitwall/logs?level=error');
  });

  it('goes back to the page before, not to each choice on it', () => {
    const { router, back } = rig('http://desk/');
    router.go('trades');
    router.choose('trade', '1');
    router.choose('trade', '2');
    back();
    expect(router.location.page).toBe('');
  });

  it('chooses several things in one step, which is one change', () => {
    const { router } = rig('http://desk/blotters?list=orders&open=a%2F1&account=main');
    const moved = vi.fn<() => void>();
    router.watch(moved);
    router.chooseAll({ list: 'trades', open: undefined });
    expect(router.location.params).toEqual({ list: 'trades', account: 'main' });
    expect(moved).toHaveBeenCalledTimes(1);
  });

  it('keeps other choices, and tells who watches', () => {
    const { router } = rig('http://desk/trades?a=1');
    const moved = vi.fn<() => void>();
    router.watch(moved);
    router.choose('b', '2');
    router.choose('a', undefined);
    expect(router.location.params).toEqual({ b: '2' });
    expect(moved).toHaveBeenCalledTimes(2);
  });
});
