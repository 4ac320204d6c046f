import type { Zone } from '../format/time-text.ts';

/** Colours: of the system, or chosen. */
export type Theme = 'system' | 'dark' | 'light';

/** How a person arranged one table. */
export interface TableArrangement {
  readonly hidden: readonly string[];
  /** Width by column, in pixels. */
  readonly widths: Readonly<Record<string, number>>;
  readonly sort: { readonly column: string; readonly descending: boolean } | undefined;
}

/** What a person chose, kept over reloads on this machine. */
export interface Preferences {
  readonly theme: Theme;
  readonly zone: Zone;
  /** The account that is looked at; undefined for all. */
  readonly account: string | undefined;
  readonly isNavNarrow: boolean;
  readonly sounds: boolean;
  /** Names of alerts that are neither listed nor heard, the one that was muted first in front. */
  readonly mutedAlerts: readonly string[];
  readonly tables: Readonly<Record<string, TableArrangement>>;
}

/** What holds before anything was chosen. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  zone: 'local',
  account: undefined,
  isNavNarrow: false,
  sounds: false,
  mutedAlerts: [],
  tables: {},
};

/** Where preferences are kept; may fail, as in private windows. */
export interface Shelf {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

/** Written with what is kept. What was kept under another version is forgotten rather than guessed at. */
const version = 1;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const oneOf = <T extends string>(value: unknown, words: readonly T[], otherwise: T): T =>
  words.find((word) => word === value) ?? otherwise;

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const arrangementOf = (value: unknown): TableArrangement => {
  const fields = isFields(value) ? value : {};
  const widths = isFields(fields['widths']) ? fields['widths'] : {};
  const sort = isFields(fields['sort']) ? fields['sort'] : {};
  return {
    hidden: textsOf(fields['hidden']),
    widths: Object.fromEntries(
      Object.entries(widths).flatMap(([name, width]) => (typeof width === 'number' ? [[name, width]] : [])),
    ),
    sort:
      typeof sort['column'] === 'string'
        ? { column: sort['column'], descending: sort['descending'] === true }
        : undefined,
  };
};

const parse = (text: string | null): unknown => {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads what was kept; whatever is missing or damaged is as by default. */
export const readPreferences = (text: string | null): Preferences => {
  const kept = parse(text);
  if (!isFields(kept) || kept['version'] !== version) return defaultPreferences;
  const tables = isFields(kept['tables']) ? kept['tables'] : {};
  return {
    theme: oneOf(kept['theme'], ['system', 'dark', 'light'], defaultPreferences.theme),
    zone: oneOf(kept['zone'], ['local', 'utc'], defaultPreferences.zone),
    account: typeof kept['account'] === 'string' ? kept['account'] : undefined,
    isNavNarrow: kept['isNavNarrow'] === true,
    sounds: kept['sounds'] === true,
    mutedAlerts: textsOf(kept['mutedAlerts']),
    tables: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, arrangementOf(table)])),
  };
};

/** What a person chose; changes are kept at once and told to who watches. */
export class PreferenceStore {
  readonly #shelf: Shelf;
  readonly #watchers = new Set<() => void>();
  #current: Preferences;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#current = readPreferences(shelf.read());
  }

  /** The same object until something is chosen. */
  get current(): Preferences {
    return this.#current;
  }

  change(changes: Partial<Preferences>): void {
    this.#current = { ...this.#current, ...changes };
    this.#shelf.write(JSON.stringify({ version, ...this.#current }));
    for (const watcher of this.#watchers) watcher();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
}
