import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

class Rig {
  readonly clock = new FakeClock(0);
  readonly log: string[] = [];
  /** What stays unsent after the next ping. */
  unsent = 0;
  readonly heartbeat: Heartbeat;

  constructor(pongTimeoutMs = 10_000) {
    const note = (what: string): void => void this.log.push(`${what} ${this.clock.monotonicMs() / 1_000}`);
    this.heartbeat = new Heartbeat(
      { pingIntervalMs: 30_000, pongTimeoutMs, jsonPing: false },
      {
        clock: this.clock,
        port: {
          ping: () => note('ping'),
          unsentBytes: () => this.unsent,
          silent: () => {
            note('silent');
            this.heartbeat.stop();
          },
          undrained: () => note('undrained'),
        },
      },
    );
  }

  seconds(count: number): void {
    this.clock.advance(count * 1_000);
  }
}

describe('a heartbeat', () => {
  it('pings at its interval for as long as each ping is answered', () => {
    const rig = new Rig();
    for (let ping = 0; ping < 3; ping += 1) {
      rig.seconds(30);
      rig.heartbeat.alive();
    }
    expect(rig.log).toEqual(['ping 30', 'ping 60', 'ping 90']);
  });

  it('finds a connection silent when nothing came within the deadline of a ping', () => {
    const rig = new Rig();
    rig.seconds(100);
    expect(rig.log).toEqual(['ping 30', 'silent 40']);
    expect(rig.clock.timerCount).toBe(0);
  });

  it('lets two pings go unanswered where the deadline is longer than the interval: 30 s and 40 s end at 70 s', () => {
    const rig = new Rig(40_000);
    rig.seconds(69.999);
    expect(rig.log).toEqual(['ping 30', 'ping 60']);
    rig.seconds(0.001);
    expect(rig.log).toEqual(['ping 30', 'ping 60', 'silent 70']);
  });

  it('counts from the first ping after the last sign of life', () => {
    const rig = new Rig(40_000);
    rig.seconds(65);
    rig.heartbeat.alive();
    rig.seconds(100);
    expect(rig.log).toEqual(['ping 30', 'ping 60', 'ping 90', 'ping 120', 'silent 130']);
  });

  it('takes a sign of life at the last moment, and none that came before the ping', () => {
    const rig = new Rig();
    rig.seconds(29);
    rig.heartbeat.alive();
    rig.seconds(10.999);
    rig.heartbeat.alive();
    rig.seconds(60);
    expect(rig.log).toEqual(['ping 30', 'ping 60', 'silent 70']);
  });

  // Promise: ruling-8.slow-reader
  it('leaves a reader with unsent bytes to others, and does not ping it', () => {
    const rig = new Rig();
    rig.unsent = 100;
    rig.seconds(70);
    expect(rig.log).toEqual(['undrained 30', 'undrained 60']);
  });

  it('leaves a reader to others whose bytes stay unsent at the deadline, and asks anew once they are taken', () => {
    const rig = new Rig();
    rig.seconds(35);
    rig.unsent = 177;
    rig.seconds(20);
    expect(rig.log).toEqual(['ping 30', 'undrained 40']);
    rig.unsent = 0;
    rig.heartbeat.drained();
    rig.seconds(4.999);
    expect(rig.log).toEqual(['ping 30', 'undrained 40']);
    rig.seconds(10);
    expect(rig.log).toEqual(['ping 30', 'undrained 40', 'ping 60', 'silent 65']);
  });

  it('asks for no answer after the deadline when one came while bytes were unsent', () => {
    const rig = new Rig();
    rig.seconds(35);
    rig.unsent = 177;
    rig.seconds(10);
    rig.heartbeat.alive();
    rig.unsent = 0;
    rig.heartbeat.drained();
    rig.seconds(14.999);
    expect(rig.log).toEqual(['ping 30', 'undrained 40']);
    rig.seconds(10);
    expect(rig.log).toEqual(['ping 30', 'undrained 40', 'ping 60']);
  });
});

describe('a ping that does not leave at once', () => {
  const rigWithPingUnderWay = (): Rig => {
    const rig = new Rig();
    // The ping itself finds the socket free, and stays in it.
    let asked = 0;
    Object.defineProperty(rig, 'unsent', { get: () => ((asked += 1) % 2 === 1 ? 0 : 6) });
    rig.seconds(30);
    return rig;
  };

  // Promise: ruling-8.deadline
  it('has its deadline from the moment at which it left', () => {
    const rig = rigWithPingUnderWay();
    rig.seconds(20);
    rig.heartbeat.drained();
    rig.seconds(9.999);
    expect(rig.log).toEqual(['ping 30']);
    rig.seconds(0.001);
    expect(rig.log.filter((line) => line.startsWith('silent'))).toEqual(['silent 60']);
  });

  it('needs no second answer when one came before all bytes behind it had left', () => {
    const rig = rigWithPingUnderWay();
    rig.seconds(3);
    rig.heartbeat.alive();
    rig.seconds(10);
    rig.heartbeat.drained();
    rig.seconds(16.999);
    expect(rig.log).toEqual(['ping 30']);
  });

  it('does not bring a heartbeat back that was stopped', () => {
    const rig = rigWithPingUnderWay();
    rig.heartbeat.stop();
    rig.heartbeat.drained();
    rig.seconds(100);
    expect(rig.log).toEqual(['ping 30']);
    expect(rig.clock.timerCount).toBe(0);
  });
});
