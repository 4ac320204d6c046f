import { equity } from './kinds/equity.ts';
import { position } from './kinds/position.ts';

/** Every kind of fact, by name. */
export const kinds = {
  equity,
  position,
} as const;

/** The table of kinds, as a type. */
export type Kinds = typeof kinds;
