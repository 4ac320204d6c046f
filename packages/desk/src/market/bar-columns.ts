import { PitwallError } from '@pitwall/model';

/** Columns that a bar is read from. */
export type BarColumn = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** How the lines of a file are cut, as its header says. */
export interface BarColumns {
  readonly separator: string;
  /** How many fields each line must have. */
  readonly width: number;
  readonly indexOf: { readonly [column in Exclude<BarColumn, 'volume'>]: number } & { readonly volume?: number };
}

/** Names by which files call the columns, in lower case. Adjusted closes are not what was traded, so they stay unread. */
const namesByColumn: { readonly [column in BarColumn]: readonly string[] } = {
  time: ['date', 'time', 'timestamp', 'datetime', 'date/time', 'open time', 'open_time', 'opentime'],
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close'],
  volume: ['volume', 'vol'],
};

const separators = [';', '\t', ','] as const;

/** Cuts a line into fields without their surrounding quotes and blanks. A price needs no quoted separator, so none is honoured. */
export const cutLine = (line: string, separator: string): readonly string[] =>
  line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));

/** Reads the header line. Throws `INVALID_BARS` when a needed column is missing, or named twice. */
export const readBarColumns = (header: string, where: string): BarColumns => {
  const separator = separators.find((candidate) => header.includes(candidate)) ?? ',';
  const names = cutLine(header, separator).map((name) => name.toLowerCase());
  const volume = findColumn(names, 'volume', where);
  return {
    separator,
    width: names.length,
    indexOf: {
      time: neededColumn(names, 'time', where),
      open: neededColumn(names, 'open', where),
      high: neededColumn(names, 'high', where),
      low: neededColumn(names, 'low', where),
      close: neededColumn(names, 'close', where),
      ...(volume === undefined ? {} : { volume }),
    },
  };
};

const neededColumn = (names: readonly string[], column: BarColumn, where: string): number => {
  const index = findColumn(names, column, where);
  if (index !== undefined) return index;
  const found = names.join(', ').slice(0, 120);
  const wanted = namesByColumn[column].join(' or ');
  throw new PitwallError(
    'INVALID_BARS',
    `${where}: the header has no ${column} column; it reads "${found}", name one column ${wanted}`,
  );
};

const findColumn = (names: readonly string[], column: BarColumn, where: string): number | undefined => {
  const matches = names.flatMap((name, index) => (namesByColumn[column].includes(name) ? [index] : []));
  const [first, second] = matches;
  if (first === undefined || second === undefined) return first;
  throw new PitwallError(
    'INVALID_BARS',
    `${where}: both "${names[first] ?? ''}" and "${names[second] ?? ''}" could be the ${column} column; keep one of them`,
  );
};
