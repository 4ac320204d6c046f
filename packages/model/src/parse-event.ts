import { Compile } from 'typebox/compile';
import { Envelope } from './envelope.ts';
import { PitwallError, type Problem } from './errors.ts';
import type { EventDraft } from './event.ts';
import { describeFound, explain, maxProblems } from './explain.ts';
import { asCheckedDraft, findKindRow, kindNames, type KindRow } from './kind-table.ts';
import { isObject, memberOf } from './member.ts';

const envelope = Compile(Envelope);

/**
 * Checks what a publisher gave. Nothing is copied, converted or filled in: the draft is the value itself.
 * Throws `UNKNOWN_KIND`, or `INVALID_EVENT` whose problems name at most 20 fields, what was found and what was expected.
 */
export const parseDraft = (value: unknown): EventDraft => {
  if (envelope.Check(value)) {
    const row = findKindRow(kindOf(value));
    if (row?.isData(dataOf(value)) === true) return asCheckedDraft(value);
  }
  throw refusal(value);
};

const refusal = (value: unknown): PitwallError => {
  const kind = kindOf(value);
  const row = findKindRow(kind);
  if (kind !== '' && row === undefined) {
    const found = describeFound(kind);
    const problem = { path: '/kind', found, expected: `one of ${kindNames.join(', ')}` };
    return new PitwallError('UNKNOWN_KIND', `there is no kind ${found}`, {
      problems: [problem],
    });
  }
  const problems = problemsOf(value, row);
  const [first] = problems;
  const where =
    first === undefined ? '' : `: ${first.path || 'the event'} is ${first.found}, expected ${first.expected}`;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return new PitwallError('INVALID_EVENT', `not a valid ${kind || 'event'}${where}${more}`, { problems });
};

const problemsOf = (value: unknown, row: KindRow | undefined): readonly Problem[] => {
  const around = explain(Envelope, value, '');
  const within =
    row === undefined || !isObject(dataOf(value)) || Array.isArray(dataOf(value))
      ? []
      : explain(row.definition.schema, dataOf(value), '/data');
  const problems = [...around, ...within].slice(0, maxProblems);
  // An instance of a class whose fields are not its own passes field by field, but could not be logged and read back.
  return problems.length > 0 ? problems : [{ path: '', found: describeFound(value), expected: 'a plain object' }];
};

/** The kind that a value claims, or an empty text when it claims none. */
const kindOf = (value: unknown): string => {
  const kind = memberOf(value, 'kind');
  return typeof kind === 'string' ? kind : '';
};

const dataOf = (value: unknown): unknown => memberOf(value, 'data');
