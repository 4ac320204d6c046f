import { Type } from 'typebox';
import { option } from '../option-table.ts';

/** What is told about the gateway itself. */
export const observeOptions = {
  logLevel: option({
    group: 'observe',
    schema: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { description: 'What is logged.' }),
    default: 'info',
  }),
} as const;
