import { describe, expect, it } from 'vitest';
import { replaceSection } from './results-document.ts';

describe('the document of results', () => {
  it('keeps what the other benchmark wrote', () => {
    const first = replaceSection('', 'ingest', 'ingest figures');
    const second = replaceSection(first, 'fan-out', 'fan-out figures');
    expect(second).toContain('ingest figures');
    expect(second.indexOf('fan-out figures')).toBeLessThan(second.indexOf('ingest figures'));
  });

  it('replaces what the same benchmark wrote before', () => {
    const first = replaceSection('', 'fan-out', 'old figures');
    const second = replaceSection(first, 'fan-out', 'new figures');
    expect(second).not.toContain('old figures');
    expect(replaceSection(second, 'fan-out', 'new figures')).toBe(second);
  });
});
