import { schemaOf, strategyTable } from '@pitwall/desk';
import type { JsonObject } from '@pitwall/model';

/** The built-in strategies with a JSON Schema of their options, for forms and scripts. */
export const strategyList = (): readonly JsonObject[] =>
  strategyTable.map(({ name, description, symbols, regime, options }) => ({
    name,
    description,
    symbols,
    regime,
    options: schemaOf({ options }),
  }));
