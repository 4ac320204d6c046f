import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { InboundGate } from './inbound-gate.ts';
import type { InboundLimits } from './inbound-gate.ts';

const limits: InboundLimits = {
  inboundMessages: 3,
  inboundWindowMs: 1_000,
  inboundPatienceMs: 5_000,
  maxUnreadableFrames: 3,
  unreadableWindowMs: 10_000,
};

class Rig {
  readonly clock = new FakeClock(0);
  readonly gate: InboundGate;
  readonly reading: string[] = [];

  constructor(changes: Partial<InboundLimits> = {}) {
    this.gate = new InboundGate({ ...limits, ...changes }, this.clock);
  }

  messages(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.gate.message());
  }

  controls(count: number): void {
    for (let control = 0; control < count; control += 1) {
      this.gate.control({
        pause: () => this.reading.push(`paused ${this.clock.monotonicMs()}`),
        resume: () => this.reading.push(`resumed ${this.clock.monotonicMs()}`),
      });
    }
  }
}

describe('the inbound gate', () => {
  it('reads so many messages in any window and tells of the first that it discards', () => {
    const rig = new Rig();
    expect(rig.messages(6)).toEqual(['read', 'read', 'read', 'discard-and-tell', 'discard', 'discard']);
    rig.clock.advance(999);
    expect(rig.messages(1)).toEqual(['discard']);
    rig.clock.advance(1);
    expect(rig.messages(5)).toEqual(['read', 'read', 'read', 'discard-and-tell', 'discard']);
  });

  it('closes on who stays above the limit for the whole patience', () => {
    const rig = new Rig();
    for (let second = 0; second < 5; second += 1) {
      expect(rig.messages(5).slice(-1)).toEqual(['discard']);
      rig.clock.advance(1_000);
    }
    expect(rig.messages(4)).toEqual(['read', 'read', 'read', 'close']);
  });

  it('is patient anew with who kept the peace for a window', () => {
    const rig = new Rig();
    for (let round = 0; round < 10; round += 1) {
      expect(rig.messages(5)).not.toContain('close');
      rig.clock.advance(2_001);
    }
  });

  it('pauses reading above the limit of control frames until there is room again', () => {
    const rig = new Rig();
    rig.controls(3);
    rig.clock.advance(400);
    expect(rig.reading).toEqual([]);
    rig.controls(5);
    expect(rig.reading).toEqual(['paused 400']);
    rig.clock.advance(1_000);
    expect(rig.reading).toEqual(['paused 400', 'resumed 1000']);
  });

  it('counts messages and control frames together', () => {
    const rig = new Rig();
    rig.controls(2);
    expect(rig.messages(2)).toEqual(['read', 'discard-and-tell']);
  });

  it('does not resume what is gone', () => {
    const rig = new Rig();
    rig.controls(4);
    rig.gate.stop();
    rig.clock.advance(10_000);
    expect([rig.reading, rig.clock.timerCount]).toEqual([['paused 0'], 0]);
  });

  it.each([1, 2, 20])('finds the unreadable frame number %i in a window one too many', (maxUnreadableFrames) => {
    const rig = new Rig({ maxUnreadableFrames });
    const verdicts = Array.from({ length: maxUnreadableFrames }, () => rig.gate.unreadable());
    expect(verdicts).toEqual([...Array.from({ length: maxUnreadableFrames - 1 }, () => false), true]);
  });

  it('forgives unreadable frames that are a window apart', () => {
    const rig = new Rig();
    for (let round = 0; round < 10; round += 1) {
      expect([rig.gate.unreadable(), rig.gate.unreadable()]).toEqual([false, false]);
      rig.clock.advance(10_000);
    }
  });
});
