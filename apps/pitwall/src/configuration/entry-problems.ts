import type { Problem } from '@pitwall/model';

/** What a schema says against a value, as far as it is told. */
interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

/**
 * What is wrong with the entries of a list in a settings file: where and why, and never what stands there, which may be a
 * secret. The reason is all of it, so `found` is empty. A field that may not be is told by its object alone.
 */
export const entryProblems = (name: string, where: string, errors: readonly SchemaError[]): readonly Problem[] =>
  errors
    .filter(({ keyword }) => keyword !== 'boolean')
    .slice(0, maxTold)
    .map(({ instancePath, message, params }) => {
      const names = Object.values(params).flatMap((value: unknown) => (Array.isArray(value) ? value.map(String) : []));
      const which = names.length === 0 ? '' : `: ${names.join(', ')}`;
      return { path: `${where}/${name}${instancePath}`, found: '', expected: `${message}${which}` };
    });

/** More than this helps nobody at once. */
const maxTold = 10;
