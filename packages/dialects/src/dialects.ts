import { carry } from './carry/carry.ts';
import type { Dialect } from './dialect.ts';
import { fleet } from './fleet/fleet.ts';
import { mci } from './mci/mci.ts';
import { pitwall } from './pitwall/pitwall.ts';
import { quantmind } from './quantmind/quantmind.ts';
import { titan } from './titan/titan.ts';

/** Every dialect that Pitwall speaks. A new one is a folder beside these and a line here. */
export const dialects: readonly Dialect[] = [titan, carry, fleet, mci, quantmind, pitwall];

/** The dialect of that name; `undefined` when there is none. */
export const findDialect = (name: string): Dialect | undefined => dialects.find((dialect) => dialect.name === name);
