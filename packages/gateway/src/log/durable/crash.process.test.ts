import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrashLine } from './crash-line.fixture.ts';

const program = fileURLToPath(new URL('./crash-writer.fixture.ts', import.meta.url));

/** The whole proof takes 200 rounds; the few of every run find what is grossly wrong. */
const rounds = Number(process.env['PITWALL_CRASH_ROUNDS'] ?? 20);

let directory: string;
let cache: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-crash-'));
  cache = mkdtempSync(join(tmpdir(), 'pitwall-crash-code-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
  rmSync(cache, { recursive: true });
});

/** What the test knows of the log, over all rounds. */
class Ledger {
  readonly acked = new Map<number, string>();
  readonly held = new Map<number, string>();
  readonly #seqById = new Map<string, number>();
  readonly epochs = new Set<string>();
  cursor = 0;
  horizonSeq = 0;

  hear(line: CrashLine): void {
    if (line.failed !== undefined) throw new Error(line.failed);
    if (line.epoch !== undefined) this.epochs.add(line.epoch);
    this.horizonSeq = line.horizonSeq ?? this.horizonSeq;
    for (const [seq, id] of line.acked ?? []) this.#note(this.acked, seq, id);
    for (const [seq, id] of line.held ?? []) this.#note(this.held, seq, id);
    this.cursor = Math.max(this.cursor, ...(line.held ?? []).map(([seq]) => seq));
  }

  /** Confirmed events that no later round found. Retention is slower than a round, so that it excuses none. */
  lost(): readonly string[] {
    return [...this.acked].filter(([seq, id]) => this.held.get(seq) !== id).map(([, id]) => id);
  }

  #note(into: Map<number, string>, seq: number, id: string): void {
    // A place means one event, and an event has one place, whoever tells of it and when.
    expect(this.acked.get(seq) ?? this.held.get(seq) ?? id).toBe(id);
    expect(this.#seqById.get(id) ?? seq).toBe(seq);
    this.#seqById.set(id, seq);
    into.set(seq, id);
  }
}

/** Lets a process write until it is killed after some milliseconds; those from its start where `fromStart`. */
const round = async (ledger: Ledger, number: number, kill: { afterMs: number; fromStart: boolean } | 'never') => {
  const args = [directory, String(number), String(ledger.cursor), kill === 'never' ? 'no' : 'yes'];
  const child = spawn(
    process.execPath,
    ['--conditions=pitwall-source', '--disable-warning=ExperimentalWarning', program, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Most of a round would be compiling the same sources again.
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    },
  );
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  const killLater = (): void => {
    if (kill !== 'never') setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  };
  if (kill !== 'never' && kill.fromStart) killLater();
  for await (const text of createInterface({ input: child.stdout })) {
    // A kill may cut the last line; nobody was told what it was to say.
    if (!text.endsWith('}')) break;
    const line = JSON.parse(text) as CrashLine;
    expect(line.doubts ?? []).toEqual(number === 0 || ledger.epochs.size === 0 ? expect.anything() : []);
    ledger.hear(line);
    if (line.ready === true && kill !== 'never' && !kill.fromStart) killLater();
  }
  expect(await ended).toBe(kill === 'never' ? 0 : null);
};

describe('a log whose process is killed under load, over and over', () => {
  it(
    `loses no confirmed event, repeats none, uses no place twice, and keeps its epoch and its cursors: ${rounds} rounds`,
    { timeout: 30_000 + rounds * 2_000 },
    async () => {
      const ledger = new Ledger();
      for (let number = 0; number < rounds; number += 1) {
        // One in eight dies somewhere in its start, when the files of the one before are taken up.
        const fromStart = number % 8 === 7;
        await round(ledger, number, { afterMs: fromStart ? Math.random() * 400 : Math.random() * 150, fromStart });
      }
      await round(ledger, rounds, 'never');
      expect(ledger.acked.size).toBeGreaterThan(rounds);
      expect(ledger.lost()).toEqual([]);
      expect(ledger.epochs.size).toBe(1);
      // A log without history would prove nothing: each round found what those before it left.
      expect(ledger.cursor).toBeGreaterThanOrEqual(Math.max(...ledger.acked.keys()));
    },
  );
});
