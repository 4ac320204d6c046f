import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { Watchdog } from './watchdog.ts';

/** A watchdog on a computer that can sleep: then its timers and its monotonic clock stand still, and the wall clock does not. */
const rig = () => {
  const clock = new FakeClock();
  const happened: string[] = [];
  let sleptMs = 0;
  const watchdog = new Watchdog(
    { probeTimeoutMs: 5_000 },
    {
      clock: {
        now: () => clock.now() + sleptMs,
        monotonicMs: () => clock.monotonicMs(),
        after: (delayMs, run) => clock.after(delayMs, run),
      },
      probe: () => happened.push('probe') > 0,
      mute: () => happened.push('mute'),
    },
  );
  return { clock, watchdog, happened, sleep: (ms: number) => void (sleptMs += ms) };
};

describe('a watchdog on a computer that slept', () => {
  // Promise: sdk.sleep
  it('asks for a sign of life within seconds after it wakes, long before its silence is due', () => {
    const { clock, watchdog, happened, sleep } = rig();
    watchdog.expect(3_600_000);
    clock.advance(2_000);
    sleep(60_000);
    clock.advance(3_000);
    expect(happened).toEqual(['probe']);
    clock.advance(5_000);
    expect(happened).toEqual(['probe', 'mute']);
  });

  it('goes on as before when there is one', () => {
    const { clock, watchdog, happened, sleep } = rig();
    watchdog.expect(3_600_000);
    sleep(60_000);
    clock.advance(5_000);
    watchdog.heard();
    clock.advance(600_000);
    expect(happened).toEqual(['probe']);
  });

  it('asks nothing when something came since it woke', () => {
    const { clock, watchdog, happened, sleep } = rig();
    watchdog.expect(3_600_000);
    sleep(60_000);
    watchdog.heard();
    clock.advance(20_000);
    expect(happened).toEqual([]);
  });

  it('takes no timer that comes a little late, as in a tab out of sight, for a sleep', () => {
    const { clock, watchdog, happened, sleep } = rig();
    watchdog.expect(3_600_000);
    for (let tick = 0; tick < 20; tick += 1) {
      sleep(9_000);
      clock.advance(5_000);
    }
    expect(happened).toEqual([]);
  });

  it('is not confused by a wall clock that is set back', () => {
    const { clock, watchdog, happened, sleep } = rig();
    watchdog.expect(20_000);
    sleep(-3_600_000);
    clock.advance(19_999);
    expect(happened).toEqual([]);
    clock.advance(1);
    expect(happened).toEqual(['probe']);
  });
});
