import { barFormats, timeframes } from '@pitwall/desk';
import { option } from '@pitwall/gateway';
import type { OptionValues } from '@pitwall/gateway';
import { Type } from 'typebox';

const word = (words: readonly string[], description: string) => Type.Enum([...words], { description });

/** Every setting of how the desk's file of prices is read; all of them are detected unless said. */
export const dataOptionTable = {
  dataFormat: option({
    group: 'desk',
    schema: word(['auto', ...barFormats], 'Format of the file; see docs/market-data.md.'),
    default: 'auto',
  }),
  dataSeparator: option({
    group: 'desk',
    schema: word(['auto', 'comma', 'semicolon', 'tab', 'pipe', 'blank'], 'What stands between fields.'),
    default: 'auto',
  }),
  dataDecimalMark: option({
    group: 'desk',
    schema: word(['auto', 'point', 'comma'], 'What stands before the decimals of numbers.'),
    default: 'auto',
  }),
  dataTimeUnit: option({
    group: 'desk',
    schema: word(['auto', 's', 'ms', 'us', 'ns'], 'What times count that are numbers.'),
    default: 'auto',
  }),
  dataTimeZone: option({
    group: 'desk',
    schema: Type.String({
      maxLength: 64,
      description:
        'Zone of the times: an IANA name, an offset such as +02:00, or America/New_York+7 for a broker’s clock; empty for the file’s own, else UTC.',
    }),
    default: '',
  }),
  dataDateOrder: option({
    group: 'desk',
    schema: word(['auto', 'month-first', 'day-first'], 'Whether 3/4/2024 is in March or in April.'),
    default: 'auto',
  }),
  dataImpossible: option({
    group: 'desk',
    schema: word(['refuse', 'skip'], 'What becomes of rows that cannot have happened, such as a high below the low.'),
    default: 'refuse',
  }),
  dataPriceDecimals: option({
    group: 'desk',
    schema: Type.Integer({
      minimum: -1,
      maximum: 15,
      description: 'Decimals to which prices with more are rounded; -1 never rounds.',
    }),
    default: -1,
  }),
  dataStrict: option({
    group: 'desk',
    schema: Type.Boolean({ description: 'Refuses a file in which anything would have to be repaired.' }),
    default: false,
  }),
  timeframe: option({
    group: 'desk',
    schema: word(
      ['file', ...timeframes],
      'Length of the bars that are traded; longer ones than the file’s are made of those.',
    ),
    default: 'file',
  }),
  sessionZone: option({
    group: 'desk',
    schema: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Zone whose clock begins longer bars, in the words of `dataTimeZone`.',
    }),
    default: 'UTC',
  }),
} as const;

/** Settings of how prices are read, all of them resolved. */
export type DataOptions = OptionValues<typeof dataOptionTable>;
