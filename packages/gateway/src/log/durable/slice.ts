import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { LogFilter } from '../event-log.ts';
import { identityOf } from './file-identity.ts';
import { assertFormat, isWhole, markFormat, wholeOf } from './log-format.ts';
import { isSqlite, unusable } from './store-errors.ts';
import type { StoredEvent } from './stored-event.ts';

/** Events as one commit writes them: parallel lists, which cross threads more cheaply than objects. */
export interface StoredRows {
  readonly firstSeq: number;
  readonly receivedAt: readonly number[];
  readonly accounts: readonly string[];
  readonly kinds: readonly string[];
  readonly bodies: readonly string[];
}

/** What a file says of itself. */
export interface SliceHeader {
  /** The log that it belongs to. */
  readonly logId: string;
  /** Its place among the files, without gaps. */
  readonly number: number;
  /** The last place of the file before it. */
  readonly afterSeq: number;
}

/** A stretch of places, both ends after the first and up to the second. */
export interface SeqRange {
  readonly afterSeq: number;
  readonly throughSeq: number;
}

const suffixes = ['', '-wal', '-shm', '-journal'];

const fileName = /^events-([0-9]{8})\.db$/;

/** The number of a file by its name, or `undefined` when it is none of ours. */
export const sliceNumberOf = (name: string): number | undefined => {
  const match = fileName.exec(name);
  return match === null ? undefined : Number(match[1]);
};

/** Where the file of a number is. */
export const slicePath = (directory: string, number: number): string =>
  join(directory, `events-${String(number).padStart(8, '0')}.db`);

/** A file and what SQLite keeps beside it. */
export const sliceFiles = (path: string): readonly string[] => suffixes.map((suffix) => `${path}${suffix}`);

/** Removes a file with what SQLite keeps beside it. */
export const removeSlice = (path: string): void => {
  for (const file of sliceFiles(path)) rmSync(file, { force: true });
};

const insertSql = 'INSERT INTO events (seq, at, account, kind, body) VALUES (?, ?, ?, ?, ?)';

/** One file of the log: the events of some hours in order of seq. */
export class Slice {
  readonly path: string;
  readonly header: SliceHeader;
  readonly #waitsForDisk: boolean;
  #connection: DatabaseSync | undefined;
  #insert: StatementSync | undefined;
  #lastSeq: number;
  #lastAt: number;

  private constructor(path: string, of: { readonly header: SliceHeader; readonly waitsForDisk: boolean }) {
    this.path = path;
    this.header = of.header;
    this.#waitsForDisk = of.waitsForDisk;
    const last = this.#database.prepare('SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1').get();
    this.#lastSeq = wholeOf(last, 'seq');
    this.#lastAt = wholeOf(last, 'at');
  }

  /** Makes a new file; its header is on the disk when this returns. */
  static create(path: string, header: SliceHeader, startedAt: number): void {
    const database = new DatabaseSync(path);
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN');
      markFormat(database);
      database.exec(`
        CREATE TABLE header (log_id TEXT, number INTEGER, after_seq INTEGER, started_at INTEGER, file TEXT) STRICT;
        CREATE TABLE events (
          seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
        ) STRICT`);
      database
        .prepare('INSERT INTO header VALUES (?, ?, ?, ?, ?)')
        .run(header.logId, header.number, header.afterSeq, startedAt, identityOf(path));
      database.exec('COMMIT');
    } finally {
      database.close();
    }
  }

  /** Opens a file of this log. Throws `LOG_UNUSABLE` when it is another log's or a newer Pitwall's. */
  static open(path: string, logId: string, waitsForDisk: boolean): Slice {
    const database = new DatabaseSync(path);
    try {
      assertFormat(database, path);
      const row = database.prepare('SELECT * FROM header').get();
      const header = {
        logId: String(row?.['log_id']),
        number: wholeOf(row, 'number'),
        afterSeq: wholeOf(row, 'after_seq'),
      };
      if (header.logId !== logId) throw unusable(path, 'it belongs to another log');
      return new Slice(path, { header, waitsForDisk });
    } catch (thrown) {
      throw isSqlite(thrown, 'notADatabase') ? unusable(path, 'it is not a file of Pitwall', thrown) : thrown;
    } finally {
      database.close();
    }
  }

  /** The last place in it; that of the file before while it is empty. */
  get lastSeq(): number {
    return this.#lastSeq === 0 ? this.header.afterSeq : this.#lastSeq;
  }

  /** The latest moment at which any of it was received; 0 while it is empty. */
  get lastAt(): number {
    return this.#lastAt;
  }

  get startedAt(): number {
    return wholeOf(this.#database.prepare('SELECT started_at FROM header').get(), 'started_at');
  }

  get isWhole(): boolean {
    return isWhole(this.#database);
  }

  /** Whether it is the file that was made here, and no copy. */
  get isOriginal(): boolean {
    return this.#database.prepare('SELECT file FROM header').get()?.['file'] === identityOf(this.path);
  }

  /** Takes a copy for the original from now on. */
  adopt(): void {
    this.#database.prepare('UPDATE header SET file = ?').run(identityOf(this.path));
  }

  /** What it takes on the disk, in bytes. */
  get bytes(): number {
    return sliceFiles(this.path).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  }

  /** The most pages that it may grow to; a full disk in little. */
  limitPages(pages: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${pages}`);
  }

  /** Writes rows whole or not at all. They are as durable as the file promises when this returns. */
  append(rows: StoredRows, after: number): void {
    const database = this.#database;
    this.#insert ??= database.prepare(insertSql);
    let at = after;
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const [index, body] of rows.bodies.entries()) {
        // Never going back, so that the place of a moment can be found by halving also after the clock was set back.
        at = Math.max(at, rows.receivedAt[index] ?? 0);
        this.#insert.run(rows.firstSeq + index, at, rows.accounts[index] ?? '', rows.kinds[index] ?? '', body);
      }
      database.exec('COMMIT');
    } catch (thrown) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
    this.#lastSeq = rows.firstSeq + rows.bodies.length - 1;
    this.#lastAt = at;
  }

  /** Matching events of a stretch in their order, at most so many. */
  *read({ afterSeq, throughSeq }: SeqRange, limit: number, filter: LogFilter = {}): Iterable<StoredEvent> {
    const { accounts, kinds } = filter;
    const rows = this.#database
      .prepare(
        `SELECT seq, body FROM events WHERE seq > ? AND seq <= ?
        ${accounts === undefined ? '' : 'AND account IN (SELECT value FROM json_each(?))'}
        ${kinds === undefined ? '' : 'AND kind IN (SELECT value FROM json_each(?))'}
        ORDER BY seq LIMIT ?`,
      )
      .iterate(
        afterSeq,
        throughSeq,
        ...[accounts, kinds].filter((names) => names !== undefined).map((names) => JSON.stringify(names)),
        limit,
      );
    for (const row of rows) yield { seq: wholeOf(row, 'seq'), body: String(row['body']) };
  }

  /** The highest place before which everything was received before a moment. */
  seqBefore(timeMs: number): number {
    const at = this.#database.prepare('SELECT seq, at FROM events WHERE seq >= ? ORDER BY seq LIMIT 1');
    let low = this.header.afterSeq;
    let high = this.lastSeq;
    // Everything up to `low` came before, and whatever comes after `high` did not.
    while (low < high) {
      const middle = Math.floor((low + high) / 2) + 1;
      const row = at.get(middle);
      if (wholeOf(row, 'at') < timeMs) low = wholeOf(row, 'seq');
      else high = middle - 1;
    }
    return low;
  }

  /** Writes everything into the file itself and lets it go, until it is used again. */
  rest(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#insert = undefined;
  }

  get #database(): DatabaseSync {
    if (this.#connection !== undefined) return this.#connection;
    const database = new DatabaseSync(this.path);
    // More pages in memory would serve no one: writing goes on at the end, and reading goes once through.
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -1024`);
    database.exec(`PRAGMA synchronous = ${this.#waitsForDisk ? 'FULL' : 'NORMAL'}`);
    this.#connection = database;
    return database;
  }
}
