import { cutLine, decimalMarkOf, separatorOf, type Separator } from './csv-dialect.ts';
import { layoutOfHeader } from './header.ts';
import { isData, layoutOfFormat, layoutOfRow } from './headerless.ts';
import type { BarFormat, FundingLayout, Layout } from './layout.ts';
import type { ProblemBook } from './problems.ts';
import type { ReadSettings } from './read-options.ts';

/** A line, or a row of JSON, with its number. */
export interface NumberedRow {
  readonly number: number;
  readonly fields: readonly string[];
  /** Names of its fields where the row is a JSON object. */
  readonly names?: readonly string[];
}

/** How a file is read, as its first rows show. */
export interface FilePlan {
  readonly layout: Layout;
  readonly separator: Separator | 'json';
  readonly decimalMark: '.' | ',';

  /** Number of the last line before the data. */
  readonly headerEnd: number;
}

/** Some exports begin with a title, an address and blank lines. */
const maxPreambleLines = 5;

/** What is looked for: prices (bars or trades), or funding payments. */
export type Wanted = 'prices' | 'funding';

/** No row has fewer fields. */
const leastFields: { readonly [wanted in Wanted]: number } = { prices: 3, funding: 2 };

/** What the first rows are judged with. */
export interface PlanParts {
  readonly settings: ReadSettings;
  readonly problems: ProblemBook;
  readonly wanted: Wanted;
}

/** Tells the separator by the first line that has fields. Throws `INVALID_BARS` when there is none. */
export const findTable = (
  lines: readonly string[],
  { settings, problems, wanted }: PlanParts,
): { readonly separator: Separator; readonly preambleLines: number } => {
  const least = leastFields[wanted];
  const beginning = lines.slice(0, maxPreambleLines + 1);
  for (const kind of ['marks', 'blanks'] as const) {
    for (const [index, line] of beginning.entries()) {
      const separator = settings.separator === 'auto' ? separatorOf(line, least, kind) : settings.separator;
      if (separator === undefined || cutLine(line, separator).length < least) continue;
      return { separator, preambleLines: index };
    }
  }
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const reason = `no line at the beginning has ${least} fields`;
  if (first === '') throw problems.whole('has no bars; the file is empty');
  throw problems.whole(`${reason}; it begins "${first.slice(0, 60)}". Say the separator if there is one`);
};

/** Finds out how rows are read. `rows` are the first ones, a header among them. Throws `INVALID_BARS` for what is not recognised. */
export const planOf = (
  rows: readonly NumberedRow[],
  separator: Separator | 'json',
  { settings, problems, wanted }: PlanParts,
): FilePlan => {
  const [first, ...others] = rows;
  if (first === undefined) throw problems.whole('has no bars; give at least one row');
  const header = headerOf(first);
  const extra = header === undefined ? 0 : countExtraHeaderRows(header, others);
  const data = header === undefined || first.names !== undefined ? rows : others.slice(extra);
  const last =
    header === undefined || first.names !== undefined ? first.number - 1 : (rows[extra]?.number ?? first.number);
  const layout = layoutFor(
    { header, first: data[0]?.fields ?? [], isJson: separator === 'json', wanted },
    settings,
    problems,
  );
  const decimalMark = settings.decimalMark === 'auto' ? markOf(data, separator, problems) : settings.decimalMark;
  return { layout, separator, decimalMark, headerEnd: last };
};

const headerOf = ({ names, fields }: NumberedRow): readonly string[] | undefined => {
  if (names !== undefined) return names;
  if (fields.some(isData)) return undefined;
  // Some exports call the column of dates after the name of their table of columns.
  return fields[0]?.toLowerCase() === 'price' ? ['Date', ...fields.slice(1)] : fields;
};

/** Below such a header stand a row of tickers and one that says which column has the dates. */
const countExtraHeaderRows = (header: readonly string[], rows: readonly NumberedRow[]): number => {
  if (header[0] !== 'Date') return 0;
  const words = ['ticker', 'date'];
  return rows.slice(0, 2).filter(({ fields }) => words.includes(fields[0]?.toLowerCase() ?? '')).length;
};

const markOf = (rows: readonly NumberedRow[], separator: Separator | 'json', problems: ProblemBook): '.' | ',' =>
  separator === ',' || separator === 'json'
    ? '.'
    : decimalMarkOf(
        rows.map(({ fields }) => fields),
        problems,
      );

interface Beginning {
  readonly header: readonly string[] | undefined;
  readonly first: readonly string[];
  readonly isJson: boolean;
  readonly wanted: Wanted;
}

const layoutFor = (beginning: Beginning, { format }: ReadSettings, problems: ProblemBook): Layout => {
  const { header, first, isJson, wanted } = beginning;
  if (header !== undefined) {
    const layout = layoutOfHeader(header, first, problems);
    if ((layout.holds === 'funding') === (wanted === 'funding')) return withFormat(layout, format, problems);
    throw problems.whole(`the header names ${layout.holds}, where ${wanted} were wanted`);
  }
  if (wanted === 'funding') return plainFunding(first.length);
  const found = format === 'auto' ? layoutOfRow(first, isJson) : layoutOfFormat(format, first.length);
  if (found !== undefined) return found;
  const shown = first.join(' ').slice(0, 80);
  if (format !== 'auto') {
    throw problems.whole(
      `the first row has ${first.length} columns, "${shown}", which is not what ${format} has without header`,
    );
  }
  const how = 'add a header line that names them, or say the format';
  throw problems.whole(
    `there is no header, and ${first.length} columns such as "${shown}" are of no known format; ${how}`,
  );
};

/** Without header: when, the rate, and the mark price if there is a third column. Exports of candles have zeros after the rate. */
const plainFunding = (width: number): FundingLayout => ({
  holds: 'funding',
  format: 'funding',
  width,
  time: 0,
  rate: 1,
  ...(width === 3 ? { markPrice: 2 } : {}),
});

const withFormat = (layout: Layout, format: BarFormat | 'auto', problems: ProblemBook): Layout => {
  if (format === 'auto' || layout.holds === 'funding') return layout;
  const forced = layoutHolds(format);
  if (forced !== layout.holds)
    throw problems.whole(`${format} files hold ${forced}, and the header names ${layout.holds}`);
  return { ...layout, format };
};

const layoutHolds = (format: BarFormat): 'bars' | 'trades' => (format.endsWith('trades') ? 'trades' : 'bars');
