import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPreferences, PreferenceStore, readPreferences } from './preferences.ts';

const shelf = (text: string | null = null) => {
  const kept = { text };
  return { kept, read: () => kept.text, write: (written: string) => void (kept.text = written) };
};

describe('preferences', () => {
  it('are there after a reload', () => {
    const place = shelf();
    const arrangement = { hidden: ['fee'], widths: { price: 90 }, sort: { column: 'price', descending: true } };
    new PreferenceStore(place).change({ theme: 'light', account: 'main', tables: { trades: arrangement } });
    expect(new PreferenceStore(place).current).toEqual({
      ...defaultPreferences,
      theme: 'light',
      account: 'main',
      tables: { trades: arrangement },
    });
  });

  it('are as by default where something else was kept', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(readPreferences(text)).toEqual(defaultPreferences);
      }),
    );
  });

  it('take what can be read of a damaged text, and no more', () => {
    const text = JSON.stringify({ version: 1, theme: 'pink', zone: 'utc', tables: { trades: { hidden: [1, 'a'] } } });
    expect(readPreferences(text)).toEqual({
      ...defaultPreferences,
      zone: 'utc',
      tables: { trades: { hidden: ['a'], widths: {}, sort: undefined } },
    });
  });

  it('of another version are forgotten', () => {
    expect(readPreferences(JSON.stringify({ version: 0, zone: 'utc' }))).toEqual(defaultPreferences);
  });
});
