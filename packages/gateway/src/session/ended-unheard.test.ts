import { pitwall } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig } from './session-rig.fixture.ts';

const progress = (progressRatio: number): EventDraft => ({
  kind: 'backtest-progress',
  data: { backtestId: 'b', progressRatio },
});

const failed: EventDraft = { kind: 'backtest-error', data: { backtestId: 'b', error: 'out of data' } };

const subscribe = (rig: SessionRig) => {
  const { socket, ask } = rig.connect('', pitwall);
  ask({ type: 'subscribe', kinds: ['backtest-progress'], delta: true });
  rig.clock.endTurns();
  return () =>
    socket
      .read()
      .map(({ type, data }) => [type, data])
      .filter(([type]) => type === 'event' || type === 'delta' || type === 'snapshot');
};

describe('a value that waits while a fact that its readers do not hear ends it', () => {
  // Promise: pitwall.no-false-loss
  it('is told before it is over, and not to who comes after', async () => {
    const rig = new SessionRig();
    const first = subscribe(rig);
    await rig.publish(progress(0.1));
    await rig.publish(progress(0.2));
    expect(first()).toEqual([['event', { backtestId: 'b', progressRatio: 0.1 }]]);
    await rig.publish(failed);
    expect(first()).toEqual([['delta', { progressRatio: 0.2 }]]);
    const second = subscribe(rig);
    rig.clock.advance(1_000);
    expect([...first(), ...second()]).toEqual([]);
    await rig.publish(progress(0.3));
    // Of what it is said to change both would have to hold the same.
    expect(first()).toEqual(second());
  });
});
