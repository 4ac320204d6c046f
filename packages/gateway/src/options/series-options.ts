import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** What is kept of the past of equity and prices. */
export const seriesOptions = {
  maxSeriesAccounts: option({
    group: 'limits',
    schema: count(
      'Accounts whose equity is kept as a series of bars. One with all its bars takes 0.4 MB, 0.7 where amounts have more than 15 digits.',
      0,
    ),
    default: 1_000,
  }),
  maxSeriesSymbols: option({
    group: 'limits',
    schema: count(
      'Symbols whose prices are kept as a series of bars. One with all its bars takes 0.4 MB, 0.7 where amounts have more than 15 digits.',
      0,
    ),
    default: 1_000,
  }),
  seriesBytes: option({
    group: 'limits',
    schema: count(
      'Memory of all series together, in bytes: some 150 with all their bars, 100 where amounts have more than 15 digits, or many more short ones.',
      0,
    ),
    default: 67_108_864,
  }),
  seriesIdleMs: option({
    group: 'limits',
    schema: count(
      'How long a series must have been silent before another may take its room, in ms. Less than it and symbols that are all alive push each other out in turns, and none has a past.',
    ),
    default: 3_600_000,
  }),
} as const;
