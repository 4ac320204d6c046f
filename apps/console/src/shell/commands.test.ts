import { describe, expect, it } from 'vitest';
import { matching } from './commands.ts';
import type { Command } from './commands.ts';

const command = (title: string, about: string): Command => ({
  id: title,
  title,
  about,
  icon: 'more',
  run: () => undefined,
});

const commands = [command('Blotters', 'Positions, orders, trades'), command('Trades', 'what was bought and sold')];

const titles = (written: string): readonly string[] => matching(commands, written).map(({ title }) => title);

describe('the palette', () => {
  it('offers first what is called as it is written, then what is about it', () => {
    expect(titles('trad')).toEqual(['Trades', 'Blotters']);
  });

  it('finds words in any order, and everything for nothing', () => {
    expect(titles('sold trades')).toEqual(['Trades']);
    expect(titles('')).toEqual(['Blotters', 'Trades']);
    expect(titles('nothing like it')).toEqual([]);
  });
});
