import { describe, expect, it } from 'vitest';
import { countBehind } from './use-pause.ts';

const lines = Array.from({ length: 6 }, (_, at) => ({ at }));

describe('a list that was stopped', () => {
  it('counts what came behind its last entry', () => {
    expect(countBehind(lines, lines.slice(0, 4))).toEqual({ waiting: 2, hasLost: false });
    expect(countBehind(lines, lines)).toEqual({ waiting: 0, hasLost: false });
  });

  it('counts everything where it was empty', () => {
    expect(countBehind(lines, [])).toEqual({ waiting: 6, hasLost: false });
  });

  it('says that some are gone where so much came that its last entry gave way', () => {
    expect(countBehind(lines.slice(3), lines.slice(0, 2))).toEqual({ waiting: 3, hasLost: true });
  });
});
