import { describe, expect, it } from 'vitest';
import { mciStates } from './mci-states.ts';
import type { MciInput, MciState } from './mci-states.ts';

/** The arrows of the page's diagram. */
const arrows: readonly (readonly [MciState, MciInput, MciState])[] = [
  ['Disconnected', 'connect', 'Connecting'],
  ['Connecting', 'acknowledged', 'Connected'],
  ['Connecting', 'refused', 'Disconnected'],
  ['Connected', 'subscribed', 'Subscribed'],
  ['Subscribed', 'data', 'Streaming'],
  ['Streaming', 'unsubscribedSome', 'Subscribed'],
  ['Subscribed', 'unsubscribedAll', 'Connected'],
  ['Connected', 'lost', 'Reconnecting'],
  ['Subscribed', 'lost', 'Reconnecting'],
  ['Streaming', 'lost', 'Reconnecting'],
  ['Reconnecting', 'retry', 'Connecting'],
  ['Reconnecting', 'exhausted', 'Disconnected'],
  ['Connected', 'disconnect', 'Disconnected'],
  ['Subscribed', 'disconnect', 'Disconnected'],
  ['Streaming', 'disconnect', 'Disconnected'],
];

/** What the page does not draw, and a client needs. */
const additions: readonly (readonly [MciState, MciInput, MciState])[] = [
  ['Streaming', 'unsubscribedAll', 'Connected'],
  ['Connecting', 'lost', 'Reconnecting'],
  ['Connecting', 'disconnect', 'Disconnected'],
  ['Reconnecting', 'disconnect', 'Disconnected'],
];

/** Final refusals and the end of all attempts, wherever they meet a client. */
const endings: readonly MciInput[] = ['refused', 'exhausted'];

describe("MCI's state machine", () => {
  it.each(arrows)('goes from %s by %s to %s, as the page draws it', (from, input, to) => {
    expect(mciStates[from][input]).toBe(to);
  });

  it.each(additions)('goes from %s by %s to %s, where the page draws nothing', (from, input, to) => {
    expect(mciStates[from][input]).toBe(to);
  });

  it('changes by nothing else', () => {
    const named = new Set([...arrows, ...additions].map(([from, input]) => `${from} ${input}`));
    const others = Object.entries(mciStates).flatMap(([from, cells]) =>
      Object.entries(cells)
        .filter(([input, to]) => to !== from && !named.has(`${from} ${input}`))
        .map(([input, to]) => [input, to]),
    );
    expect(others.every(([input, to]) => endings.some((ending) => ending === input) && to === 'Disconnected')).toBe(
      true,
    );
  });
});
