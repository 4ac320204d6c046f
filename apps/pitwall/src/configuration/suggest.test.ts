import { describe, expect, it } from 'vitest';
import { didYouMean, suggest } from './suggest.ts';

const settings = ['maxLagMs', 'port', 'legacyPorts', 'speed'];

describe('suggest', () => {
  it('finds the word that a slip of the fingers meant', () => {
    expect(suggest('prot', settings)).toBe('port');
    expect(suggest('sped', settings)).toBe('speed');
    expect(suggest('maxLagsMs', settings)).toBe('maxLagMs');
  });

  it('takes no notice of case and separators', () => {
    expect(suggest('max_lag_ms', settings)).toBe('maxLagMs');
    expect(suggest('LEGACY-PORTS', settings)).toBe('legacyPorts');
  });

  it('is silent when nothing is near', () => {
    expect(suggest('colour', settings)).toBeUndefined();
    expect(didYouMean('colour', settings)).toBe('');
  });
});
