import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue } from 'node:sqlite';
import type { Durability } from './durable-log-options.ts';
import { identityOf } from './file-identity.ts';
import { assertFormat, isWhole, markFormat, wholeOf } from './log-format.ts';
import { isSqlite, unusable } from './store-errors.ts';
import type { StoredEvent } from './stored-event.ts';

/** What a log knows of itself beside its events. */
export interface CatalogEntry {
  /** Told to each file, so that one of another log is recognised. */
  readonly logId: string;
  readonly epoch: string;
  readonly firstSlice: number;
  readonly lastSlice: number;
  /** Events up to here are gone. */
  readonly horizonSeq: number;
  /** Places up to here were given before this epoch. */
  readonly floorSeq: number;
  /** The run of the machine in which it was opened last, and how durable it was then. */
  readonly bootId: string;
  readonly durability: Durability;
  /** Whether it was closed as it should be. */
  readonly closed: boolean;
  /** The identity of the catalog's own file. */
  readonly file: string;
}

/** What removing a file does to the retained values that rest on it. */
export interface KeptChange {
  /** Names kind and key in an account. */
  readonly unit: string;
  /** Its value from now on; absent when it ended. */
  readonly event?: StoredEvent;
}

/**
 * The log's own book: which files there are, under which epoch, and the retained values whose events are gone. It is held
 * locked as long as the log is open, by a lock that the operating system takes back when the process ends, however.
 */
export class Catalog {
  readonly path: string;
  readonly #database: DatabaseSync;

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
  }

  /** Opens and locks it, waiting so long for who holds it. Throws `LOG_UNUSABLE`. */
  static open(path: string, lockWaitMs: number): Catalog {
    const database = new DatabaseSync(path, { timeout: lockWaitMs });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = EXTRA; BEGIN EXCLUSIVE');
      const isNew = wholeOf(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get(), 'tables') === 0;
      if (isNew) {
        markFormat(database);
        database.exec(`
          CREATE TABLE entry (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
          CREATE TABLE kept (seq INTEGER PRIMARY KEY, unit TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT`);
      }
      assertFormat(database, path);
      database.exec('COMMIT');
      if (!isWhole(database)) throw unusable(path, 'it is damaged; restore a backup, or begin anew elsewhere');
      return new Catalog(path, database);
    } catch (thrown) {
      database.close();
      if (isSqlite(thrown, 'busy')) {
        const way = 'end that one, or give this one a directory of its own (--data-dir) or none (--memory)';
        throw unusable(path, `another process uses it; ${way}`, thrown);
      }
      if (isSqlite(thrown, 'notADatabase', 'corrupt')) throw unusable(path, 'it is not a file of Pitwall', thrown);
      throw thrown;
    }
  }

  /** What it says; `undefined` before anything was written. */
  read(): CatalogEntry | undefined {
    const rows = this.#database.prepare('SELECT name, value FROM entry').all();
    if (rows.length === 0) return undefined;
    return entryOf(Object.fromEntries(rows.map(({ name, value = null }) => [String(name), value])));
  }

  /** Changes what it says, and forgets what it kept when told so. On the disk when this returns. */
  write(entry: CatalogEntry, kept: 'stays' | 'emptied' | readonly KeptChange[] = 'stays'): void {
    const database = this.#database;
    database.exec('BEGIN');
    try {
      const set = database.prepare('INSERT OR REPLACE INTO entry (name, value) VALUES (?, ?)');
      const values = { ...entry, closed: Number(entry.closed), file: identityOf(this.path) };
      for (const [name, value] of Object.entries(values)) set.run(name, value);
      if (kept === 'emptied') database.exec('DELETE FROM kept');
      else if (kept !== 'stays') this.#keep(kept);
      database.exec('COMMIT');
    } catch (thrown) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  }

  /** Whether it is the file that was made here, and no copy. */
  isOriginal(entry: CatalogEntry): boolean {
    return entry.file === identityOf(this.path);
  }

  /** Events that retained values rest on and whose files are gone, in their order. */
  kept(afterSeq: number, limit: number): readonly StoredEvent[] {
    return this.#database
      .prepare('SELECT seq, body FROM kept WHERE seq > ? ORDER BY seq LIMIT ?')
      .all(afterSeq, limit)
      .map((row) => ({ seq: wholeOf(row, 'seq'), body: String(row['body']) }));
  }

  close(): void {
    this.#database.close();
  }

  #keep(changes: readonly KeptChange[]): void {
    const forget = this.#database.prepare('DELETE FROM kept WHERE unit = ?');
    const keep = this.#database.prepare('INSERT INTO kept (unit, seq, body) VALUES (?, ?, ?)');
    for (const { unit, event } of changes) {
      forget.run(unit);
      if (event !== undefined) keep.run(unit, event.seq, event.body);
    }
  }
}

const entryOf = (words: Readonly<Record<string, SQLOutputValue>>): CatalogEntry => ({
  logId: String(words['logId']),
  epoch: String(words['epoch']),
  firstSlice: wholeOf(words, 'firstSlice'),
  lastSlice: wholeOf(words, 'lastSlice'),
  horizonSeq: wholeOf(words, 'horizonSeq'),
  floorSeq: wholeOf(words, 'floorSeq'),
  bootId: String(words['bootId']),
  durability: words['durability'] === 'process' ? 'process' : 'system',
  closed: wholeOf(words, 'closed') === 1,
  file: String(words['file']),
});
