import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import type { Admission, Identity } from '../identity/identity.ts';
import { OneTokenDoorkeeper } from './session-rig.fixture.ts';
import { TokenLife } from './token-life.ts';

const hourMs = 3_600_000;

const admissionUntil = (expiresAtMs: number): Admission => {
  const identity: Identity = { subject: 'ann', admin: false, accounts: ['ann'], expiresAtMs };
  return { accounts: ['ann'], identity };
};

class Rig {
  readonly clock = new FakeClock();
  readonly doorkeeper = new OneTokenDoorkeeper();
  readonly told: string[] = [];
  readonly life: TokenLife;
  readonly #startedAtMs = this.clock.now();

  constructor(expiresInMs: number | undefined) {
    const { clock, doorkeeper } = this;
    const tell = (what: string): void => void this.told.push(`${what} at ${clock.now() - this.#startedAtMs}`);
    this.life = new TokenLife(
      { expiryWarningMs: 30_000, expiryGraceMs: 25_000 },
      {
        clock,
        doorkeeper,
        port: {
          warn: () => tell('warned'),
          renewed: () => tell('renewed'),
          refused: ({ code }) => tell(`refused ${code}`),
          expired: () => tell('expired'),
        },
      },
      expiresInMs === undefined ? { accounts: ['ann'] } : admissionUntil(clock.now() + expiresInMs),
    );
    this.life.start();
  }

  /** Brings a token that is good until so long from the start. */
  async renew(expiresInMs: number): Promise<void> {
    this.doorkeeper.token = 'new';
    this.doorkeeper.grants = admissionUntil(this.#startedAtMs + expiresInMs);
    this.life.renew('new');
    await settled();
  }
}

/** Lets promises that are already kept be heard. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the life of a token', () => {
  // Promises: ruling-12.warning, ruling-12.grace
  it('is warned of 30 s before its end, and over 25 s after it', () => {
    const rig = new Rig(hourMs);
    rig.clock.advance(2 * hourMs);
    expect(rig.told).toEqual([`warned at ${hourMs - 30_000}`, `expired at ${hourMs + 25_000}`]);
  });

  it('that is shorter than the warning is warned of at once', () => {
    const rig = new Rig(10_000);
    expect(rig.told).toEqual(['warned at 0']);
  });

  it('goes on with a new token, as long as that one lives', async () => {
    const rig = new Rig(hourMs);
    rig.clock.advance(hourMs);
    await rig.renew(2 * hourMs);
    rig.clock.advance(2 * hourMs);
    expect(rig.told).toEqual([
      `warned at ${hourMs - 30_000}`,
      `renewed at ${hourMs}`,
      `warned at ${2 * hourMs - 30_000}`,
      `expired at ${2 * hourMs + 25_000}`,
    ]);
  });

  it('ends at its time when the new token is not good', async () => {
    const rig = new Rig(hourMs);
    rig.life.renew('forged');
    await settled();
    rig.clock.advance(2 * hourMs);
    expect(rig.told).toEqual([
      'refused INVALID_TOKEN at 0',
      `warned at ${hourMs - 30_000}`,
      `expired at ${hourMs + 25_000}`,
    ]);
  });

  it('takes one new token at a time, so that a flood of them costs one check', async () => {
    const rig = new Rig(hourMs);
    const renewed = rig.renew(2 * hourMs);
    rig.life.renew('new');
    await renewed;
    expect(rig.told).toEqual(['refused RATE_LIMITED at 0', 'renewed at 0']);
  });

  it('may be longer than any timer', () => {
    const yearMs = 365 * 24 * hourMs;
    const rig = new Rig(yearMs);
    rig.clock.advance(yearMs + 25_000);
    expect(rig.told).toEqual([`warned at ${yearMs - 30_000}`, `expired at ${yearMs + 25_000}`]);
  });

  it('says nothing once its session is gone, also of a token that is being checked', async () => {
    const rig = new Rig(hourMs);
    const renewed = rig.renew(2 * hourMs);
    rig.life.stop();
    await renewed;
    rig.clock.advance(3 * hourMs);
    expect(rig.told).toEqual([]);
  });

  it('is without end for who needed no token', () => {
    const rig = new Rig(undefined);
    rig.clock.advance(24 * hourMs);
    expect(rig.told).toEqual([]);
  });
});
