import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** What the log keeps. */
export const logOptions = {
  logEvents: option({
    group: 'log',
    schema: count('Events that the memory log keeps for catching up.'),
    default: 65_536,
  }),
  logBytes: option({
    group: 'log',
    schema: count('Memory that the memory log may hold, in bytes.', 65_536),
    default: 67_108_864,
  }),
} as const;
