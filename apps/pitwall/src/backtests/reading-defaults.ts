import { defaultsOf } from '@pitwall/gateway';
import { dataOptionTable } from '../configuration/data-options.ts';

/** How files are read of which nothing is said: everything is detected. */
export const readingDefaults = defaultsOf(dataOptionTable);
