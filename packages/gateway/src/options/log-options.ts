import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** What the log keeps. */
export const logOptions = {
  logEvents: option({
    group: 'log',
    schema: count(
      'Newest events that the log keeps in memory for catching up; without a data directory they are all it keeps.',
    ),
    default: 65_536,
  }),
  logBytes: option({
    group: 'log',
    schema: count('Memory that those may take, in bytes.', 65_536),
    default: 67_108_864,
  }),
} as const;
