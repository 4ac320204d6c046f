import { PitwallError } from '@pitwall/model';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { IdentityStats } from '../observe/identity-stats.ts';
import type { Revocation, Revocations } from './gateway-identity.ts';
import type { Identity } from './identity.ts';
import { formatRecord, parseRecords } from './revocation-record.ts';
import type { RevocationStore } from './revocation-store.ts';

/** Bounds of revocations. */
export interface RevocationOptions {
  /** Longest life of a token, in ms: a revocation is kept as long. @default 30 days */
  readonly maxTokenLifetimeMs: number;
  /** How far the issuer's clock may be from ours, in ms: a token lives that much longer. @default 5000 */
  readonly jwtClockToleranceMs: number;
  /** Most revocations that are kept. @default 100,000: some 20 MB */
  readonly maxRevocations: number;
}

/** What revocations work with. */
export interface RevocationParts {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly store: RevocationStore;
  readonly stats: Pick<IdentityStats, 'revocations'>;
}

/** Revocations in memory and in a store, the oldest first. */
class KeptRevocations implements Revocations {
  readonly #options: RevocationOptions;
  readonly #parts: RevocationParts;
  /** When each was revoked, by `token <id>` or `subject <name>`; in the order of time. */
  readonly #atMs = new Map<string, number>();
  readonly #followers = new Set<() => void>();
  /** One write at a time: a half-written line must not meet another. */
  #written: Promise<void> = Promise.resolve();
  #restored = false;

  constructor(options: RevocationOptions, parts: RevocationParts) {
    this.#options = options;
    this.#parts = parts;
  }

  async restore(): Promise<void> {
    const { logger, store } = this.#parts;
    const { records, torn } = parseRecords(await store.read());
    const sorted = records.toSorted((a, b) => a.atMs - b.atMs);
    for (const { atMs, ...revocation } of sorted) this.#note(revocation, atMs);
    this.#forget();
    if (torn)
      logger.warn('the last line of revocationsFile was cut off while it was written; it is dropped if unreadable');
    // The file is written anew without what is forgotten, so that it grows with what is revoked and not with time.
    if (torn || this.#atMs.size < records.length) await store.replace(this.#text());
    this.#restored = true;
  }

  revoke(revocation: Revocation): Promise<void> {
    const done = this.#written.then(() => this.#revoke(revocation));
    this.#written = done.catch(() => undefined);
    return done;
  }

  isRevoked(identity: Identity): boolean {
    // To let somebody in because the file was not read yet would be to forget it.
    if (!this.#restored) throw new PitwallError('INTERNAL', 'Revocations were asked for before they were restored');
    if (identity.tokenId !== undefined && this.#atMs.has(nameOf({ tokenId: identity.tokenId }))) return true;
    const atMs = this.#atMs.get(nameOf({ subject: identity.subject }));
    return atMs !== undefined && (identity.issuedAtMs ?? Number.NEGATIVE_INFINITY) <= atMs;
  }

  follow(told: () => void): () => void {
    // Wrapped, so that the same function may follow twice and leave once.
    const follower = (): void => told();
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  async #revoke(revocation: Revocation): Promise<void> {
    const { clock, stats, store } = this.#parts;
    this.#forget();
    if (!this.#atMs.has(nameOf(revocation)) && this.#atMs.size >= this.#options.maxRevocations) {
      throw new PitwallError(
        'OVERLOADED',
        'maxRevocations are kept already; raise it, or change the key of the issuer',
      );
    }
    const atMs = clock.now();
    await store.append(formatRecord(revocation, atMs));
    this.#note(revocation, atMs);
    stats.revocations += 1;
    for (const follower of this.#followers) this.#tell(follower);
  }

  #note(revocation: Revocation, atMs: number): void {
    const name = nameOf(revocation);
    // Deleted first, so that the order stays that of time.
    this.#atMs.delete(name);
    this.#atMs.set(name, atMs);
  }

  #tell(follower: () => void): void {
    try {
      follower();
    } catch (err) {
      // The others must close their sessions all the same.
      this.#parts.logger.error({ err }, 'a follower of revocations failed');
    }
  }

  #forget(): void {
    const { maxTokenLifetimeMs, jwtClockToleranceMs } = this.#options;
    // A token may be issued by a clock that is ahead of ours, and be taken after its end by one that is behind.
    const aliveSinceMs = this.#parts.clock.now() - maxTokenLifetimeMs - 2 * jwtClockToleranceMs;
    for (const [name, atMs] of this.#atMs) {
      if (atMs >= aliveSinceMs) return;
      this.#atMs.delete(name);
    }
  }

  #text(): string {
    return [...this.#atMs].map(([name, atMs]) => formatRecord(revocationOf(name), atMs)).join('');
  }
}

const nameOf = (revocation: Revocation): string =>
  'tokenId' in revocation ? `token ${revocation.tokenId}` : `subject ${revocation.subject}`;

const revocationOf = (name: string): Revocation => {
  const rest = name.slice(name.indexOf(' ') + 1);
  return name.startsWith('token ') ? { tokenId: rest } : { subject: rest };
};

/** Makes the revocations of one gateway; `restore` must have resolved before anybody is let in. */
export const createRevocations = (options: RevocationOptions, parts: RevocationParts): Revocations =>
  new KeptRevocations(options, parts);
