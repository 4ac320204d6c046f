import { isJson, listIn, objectIn, textIn } from '../../gateway/json-fields.ts';
import { readFields } from './request-form.ts';
import type { FormField } from './request-form.ts';

/** A strategy that can be chosen by name, with the fields of its options. */
export interface StrategyChoice {
  readonly name: string;
  readonly description: string;
  readonly options: readonly FormField[];
}

/** The strategies that the gateway has built in. */
export const readStrategies = (json: unknown): readonly StrategyChoice[] =>
  listIn(json, 'strategies')
    .filter(isJson)
    .flatMap((one) => {
      const name = textIn(one, 'name');
      if (name === undefined) return [];
      return [{ name, description: textIn(one, 'description') ?? '', options: readFields(objectIn(one, 'options')) }];
    });
