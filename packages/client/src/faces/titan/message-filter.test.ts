import { describe, expect, it } from 'vitest';
import { MessageFilter } from './message-filter.ts';

const equity = { type: 'EQUITY_UPDATE', timestamp: 1, data: {} };
const phase = { type: 'PHASE_TRANSITION', timestamp: 1, data: {} };

describe('a filter of messages', () => {
  it('lets everything pass while it names no type', () => {
    const filter = new MessageFilter();
    expect([equity, phase].filter((message) => filter.shouldProcess(message))).toEqual([equity, phase]);
  });

  it('lets only the named types pass', () => {
    const filter = new MessageFilter();
    filter.addFilter('EQUITY_UPDATE');
    filter.addFilter('POSITION_UPDATE');
    expect([equity, phase].filter((message) => filter.shouldProcess(message))).toEqual([equity]);
  });

  it('lets everything pass again when the last type was taken back', () => {
    const filter = new MessageFilter();
    filter.addFilter('EQUITY_UPDATE');
    filter.removeFilter('EQUITY_UPDATE');
    expect(filter.shouldProcess(phase)).toBe(true);
  });
});
