import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { entry, nowSeconds, openIdentity, sign } from './identity-rig.fixture.ts';
import { createFileRevocationStore, forgetfulRevocationStore } from './revocation-store.ts';
import { createRevocations } from './revocations.ts';

const refusal = (code: string): object => expect.objectContaining({ code }) as object;
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const openFile = async (text?: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'pitwall-'));
  folders.push(folder);
  const path = join(folder, 'revocations.jsonl');
  if (text !== undefined) await writeFile(path, text);
  return path;
};

const thirtyDaysMs = 30 * 86_400_000;

describe('a revocation', () => {
  it('of a token ends that one alone, at once, and tells whoever follows', async () => {
    const { doorkeeper, holds, identify, revocations } = await openIdentity();
    const [one, other] = [await sign({ sub: 'a', jti: '1' }), await sign({ sub: 'a', jti: '2' })];
    const [admission, otherAdmission] = [
      await doorkeeper.admit({ token: one }, entry()),
      await doorkeeper.admit({ token: other }, entry()),
    ];
    const told: boolean[] = [];
    const unfollow = revocations.follow(() => told.push(holds(admission)));
    await revocations.revoke({ tokenId: '1' });
    expect([told, holds(otherAdmission)]).toEqual([[false], true]);
    await expect(identify(one)).rejects.toThrow(refusal('INVALID_TOKEN'));
    expect(await identify(other)).toBeDefined();
    unfollow();
    await revocations.revoke({ tokenId: '2' });
    expect(told).toHaveLength(1);
  });

  it('of a user ends all tokens issued until then, in its own second too, and none issued later', async () => {
    const { clock, identify, revocations } = await openIdentity();
    clock.advance(500);
    await revocations.revoke({ subject: 'a' });
    for (const claims of [{ iat: nowSeconds }, { iat: undefined }]) {
      await expect(identify(await sign({ sub: 'a', ...claims }))).rejects.toThrow(refusal('INVALID_TOKEN'));
    }
    expect(await identify(await sign({ sub: 'a', iat: nowSeconds + 1 }))).toBeDefined();
    expect(await identify(await sign({ sub: 'b' }))).toBeDefined();
  });

  it('takes no name for another’s: a user called as a token id is another thing', async () => {
    const { identify, revocations } = await openIdentity();
    await revocations.revoke({ tokenId: 'x' });
    expect(await identify(await sign({ sub: 'x' }))).toBeDefined();
  });

  it('of what does not hold a session leaves alone who came without a token', async () => {
    const { holds, revocations } = await openIdentity();
    await revocations.revoke({ subject: 'a' });
    expect(holds({ accounts: ['main'] })).toBe(true);
  });

  it('reaches every follower though one of them fails', async () => {
    const { logLines, revocations } = await openIdentity();
    const told: string[] = [];
    revocations.follow(() => {
      throw new Error('a session that cannot be closed');
    });
    revocations.follow(() => told.push('other'));
    await revocations.revoke({ subject: 'a' });
    expect([told, logLines.length]).toEqual([['other'], 1]);
  });

  it('that cannot be kept is refused and does not hold', async () => {
    const store = {
      read: () => Promise.resolve(''),
      append: () => Promise.reject(new Error('disk full')),
      replace: () => Promise.resolve(),
    };
    const { identify, revocations } = await openIdentity({}, { revocationStore: store });
    await expect(revocations.revoke({ subject: 'a' })).rejects.toThrow('disk full');
    expect(await identify(await sign({ sub: 'a' }))).toBeDefined();
  });

  it('beyond the most that are kept is refused until old ones are forgotten', async () => {
    const { clock, revocations } = await openIdentity({ maxRevocations: 2 });
    await revocations.revoke({ subject: 'a' });
    await revocations.revoke({ subject: 'b' });
    await expect(revocations.revoke({ subject: 'c' })).rejects.toThrow(refusal('OVERLOADED'));
    await revocations.revoke({ subject: 'a' });
    clock.advance(thirtyDaysMs + 10_001);
    await revocations.revoke({ subject: 'c' });
  });

  it('is kept until no token that it concerns can be alive', async () => {
    const options = { maxTokenLifetimeMs: 3_600_000, jwtClockToleranceMs: 5000 };
    const { clock, identify, revocations } = await openIdentity(options);
    await revocations.revoke({ tokenId: '1' });
    // Issued by a clock that is ahead by all that is tolerated, and used as late as is tolerated.
    const token = await sign({ sub: 'a', jti: '1', iat: nowSeconds + 5, exp: nowSeconds + 3605 });
    clock.advance(3_609_999);
    await revocations.revoke({ subject: 'other' });
    await expect(identify(token)).rejects.toThrow(/revoked/);
    clock.advance(1);
    await expect(identify(token)).rejects.toThrow(refusal('TOKEN_EXPIRED'));
  });
});

describe('the file of revocations', () => {
  it('outlives a restart, and is its owner’s alone', async () => {
    const revocationsFile = await openFile();
    const before = await openIdentity({ revocationsFile });
    await Promise.all([before.revocations.revoke({ subject: 'a' }), before.revocations.revoke({ tokenId: 't"\n1' })]);
    expect((await stat(revocationsFile)).mode & 0o777).toBe(0o600);
    const after = await openIdentity({ revocationsFile });
    await expect(after.identify(await sign({ sub: 'a' }))).rejects.toThrow(refusal('INVALID_TOKEN'));
    await expect(after.identify(await sign({ sub: 'b', jti: 't"\n1' }))).rejects.toThrow(refusal('INVALID_TOKEN'));
    expect(await after.identify(await sign({ sub: 'b' }))).toBeDefined();
  });

  it.each(['nonsense', '{"subject":"a"}', '{"subject":"","atMs":1}', '{"subject":"a","tokenId":"b","atMs":1}', '[]'])(
    'with a line %s stops the start and names it',
    async (line) => {
      const revocationsFile = await openFile(`{"subject":"a","atMs":1}\n\n${line}\n{"subject":"b","atMs":1}\n`);
      await expect(openIdentity({ revocationsFile })).rejects.toThrow(/Line 3 of revocationsFile/);
    },
  );

  it('whose last line was cut off by a fall of the machine goes on without it', async () => {
    const atMs = nowSeconds * 1000;
    const revocationsFile = await openFile(`{"subject":"a","atMs":${atMs}}\n{"subject":"b","at`);
    const { logLines, revocations } = await openIdentity({ revocationsFile });
    expect(logLines.join('')).toContain('cut off');
    await revocations.revoke({ subject: 'c' });
    const text = await readFile(revocationsFile, 'utf8');
    expect(text).toBe(`{"subject":"a","atMs":${atMs}}\n{"subject":"c","atMs":${atMs}}\n`);
  });

  it('holds nothing of what a full disk did not take, so that the next line can be read', async () => {
    const path = await openFile();
    let isFull = false;
    const store = createFileRevocationStore(path, async (...asked) => {
      const file = await open(...asked);
      if (!isFull) return file;
      return {
        stat: () => file.stat(),
        async writeFile(text) {
          await file.writeFile(text.slice(0, 10));
          throw new Error('ENOSPC');
        },
        datasync: () => file.datasync(),
        truncate: (size) => file.truncate(size),
        close: () => file.close(),
      };
    });
    await store.append('{"subject":"a","atMs":1}\n');
    isFull = true;
    await expect(store.append('{"subject":"b","atMs":2}\n')).rejects.toThrow('ENOSPC');
    isFull = false;
    await store.append('{"subject":"c","atMs":3}\n');
    expect(await store.read()).toBe('{"subject":"a","atMs":1}\n{"subject":"c","atMs":3}\n');
  });

  it('is written anew without what is forgotten', async () => {
    const old = nowSeconds * 1000 - thirtyDaysMs - 10_001;
    const revocationsFile = await openFile(`{"subject":"old","atMs":${old}}\n{"subject":"new","atMs":${old + 1}}\n`);
    await openIdentity({ revocationsFile });
    expect(await readFile(revocationsFile, 'utf8')).toBe(`{"subject":"new","atMs":${old + 1}}\n`);
  });

  it('that was not read yet lets nobody in', () => {
    const { clock, logger } = { clock: new FakeClock(), logger: { warn: () => undefined, error: () => undefined } };
    const revocations = createRevocations(
      { maxTokenLifetimeMs: 1, jwtClockToleranceMs: 0, maxRevocations: 1 },
      { clock, logger, store: forgetfulRevocationStore, stats: { revocations: 0 } },
    );
    const identity = { subject: 'a', admin: false, accounts: ['a'], expiresAtMs: 1 };
    expect(() => revocations.isRevoked(identity)).toThrow(refusal('INTERNAL'));
  });
});
