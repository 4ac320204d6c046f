import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createSlippage, type SlippageOptions } from './slippage.ts';

const tick = exact('0.25');
const basis = { quote: exact('200'), quantity: exact('4'), barVolume: exact('100') };

describe('slippage', () => {
  it.each<readonly [SlippageOptions, string]>([
    [{ model: 'none' }, '0'],
    [{ model: 'bps', bps: '15' }, '0.3'],
    [{ model: 'ticks', ticks: 3 }, '0.75'],
    // 4 of 100 is 0.04, and its root 0.2.
    [{ model: 'volume-share', coefficient: '0.1', exponent: 1 }, '0.8'],
    [{ model: 'volume-share', coefficient: '0.1', exponent: 0.5 }, '4'],
  ])('of %o is %s at a quote of 200', (options, expected) => {
    expect(createSlippage(options, tick)(basis).toFixed()).toBe(expected);
  });

  it('of a volume share counts as the whole where there is no volume', () => {
    const slippage = createSlippage({ model: 'volume-share', coefficient: '0.1', exponent: 0.5 }, undefined);
    expect(slippage({ ...basis, barVolume: undefined }).toFixed()).toBe('20');
    expect(slippage({ ...basis, barVolume: exact(0) }).toFixed()).toBe('20');
  });

  it.each<readonly [SlippageOptions, string]>([
    [{ model: 'bps', bps: '-1' }, 'slippageBps is -1'],
    [{ model: 'ticks', ticks: 1.5 }, 'slippage of 1.5 ticks'],
    [{ model: 'volume-share', coefficient: '1', exponent: 1 }, 'slippage coefficient is 1'],
  ])('refuses %o', (options, message) => {
    expect(() => createSlippage(options, tick)).toThrow(message);
  });

  it('in ticks needs a tick', () => {
    expect(() => createSlippage({ model: 'ticks', ticks: 1 }, undefined)).toThrow('the instrument has no tick');
  });
});
