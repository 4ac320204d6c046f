import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

type Theme = 'dark' | 'light';

const blocks = css.split(':root').slice(1);

/** The colours of a theme by name; the light one replaces what it names. */
const coloursOf = (theme: Theme): ReadonlyMap<string, string> => {
  const text = blocks.slice(0, theme === 'dark' ? 1 : 2).join('\n');
  return new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
};

/** Relative luminance as WCAG 2.2 defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (left: string, right: string): number => {
  const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

const onEveryGround = ['ink', 'muted', 'faint', 'accent', 'up', 'down', 'warn'];
const pairs = [
  ...['ground', 'surface', 'raised'].flatMap((ground) => onEveryGround.map((ink) => [ink, ground] as const)),
  ['up', 'up-soft'],
  ['down', 'down-soft'],
  ['warn', 'warn-soft'],
  ['accent', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink', 'up-soft'],
  ['ink', 'down-soft'],
  ['on-accent', 'accent'],
] as const;

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const colours = coloursOf(theme);

  it.each(pairs)('lets %s be read on %s', (ink, ground) => {
    expect(contrast(colours.get(ink) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
