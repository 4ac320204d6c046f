import type { Kind } from './fact.ts';
import { defaultHistoryLimits } from './history-limits.ts';

const isKind = (name: string): name is Kind => Object.hasOwn(defaultHistoryLimits, name);

/** Every kind that the page knows. */
export const kindNames: readonly Kind[] = Object.keys(defaultHistoryLimits).filter(isKind);

/** Kinds of which the page keeps what happened. */
export const historyKinds: readonly Kind[] = kindNames.filter((kind) => defaultHistoryLimits[kind] > 0);
