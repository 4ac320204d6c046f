import { describe, expect, it } from 'vitest';
import { waitingWords } from './waiting-words.ts';

const wait = (state: 'live' | 'offline', failures: number) =>
  waitingWords({ title: 'the chart', failures, link: { state } });

describe('what is said of a part that takes long', () => {
  it('is that it is slow, where nothing failed', () => {
    expect(wait('live', 0)).toBe('Still loading the chart: the gateway has not sent it yet.');
  });

  it('is that the gateway is away, and how often it was asked for', () => {
    expect(wait('offline', 3)).toBe(
      'Still loading the chart: the gateway cannot be reached. Asked for 3 times, and again every two seconds.',
    );
  });

  it('is that this part alone does not come, where the page is live', () => {
    expect(wait('live', 1)).toBe(
      'Still loading the chart: the page hears the gateway, but what it asked for did not come through. Asked for 1 time, and again every two seconds.',
    );
  });
});
