export { AmountOf, Exact, exact, isAmount, shiftPoint, toDecimalString, toNumber } from './amount.ts';
export type { Amount, AmountUnit } from './amount.ts';
export { closeCodes } from './close-codes.ts';
export type { CloseName } from './close-codes.ts';
export { completeEvent, maxKeyLength } from './complete-event.ts';
export type { Completion } from './complete-event.ts';
export { formatCursor, parseCursor } from './cursor.ts';
export type { Cursor } from './cursor.ts';
export { describeFound, maxProblems } from './explain.ts';
export type { DurationMs } from './fields.ts';
export { accountPattern, Envelope } from './envelope.ts';
export { errorCodes, PitwallError, toPitwallError } from './errors.ts';
export type { ErrorCode, Problem } from './errors.ts';
export { sharedAccount } from './event.ts';
export type {
  DataOf,
  DraftOf,
  EventDraft,
  EventOf,
  Extra,
  Kind,
  Placement,
  SequencedEvent,
  SequencedOf,
  TelemetryEvent,
} from './event.ts';
export { freeJsonMaxDepth, freeJsonMaxValues, isFreeJson } from './free-json.ts';
export type { JsonObject, JsonValue } from './free-json.ts';
export { boundedNone, defineKind, everyNone, everyRemove, everySet, latestSet } from './kind.ts';
export type { Channel, Delivery, KindDefinition, Retain, UpdateRule } from './kind.ts';
export { definitionOf, isKind, kindNames } from './kind-table.ts';
export type { AnyFact } from './kind-table.ts';
export { kinds } from './kinds.ts';
export type { Kinds } from './kinds.ts';
export { OpenEnum } from './open-enum.ts';
export type { OpenWord } from './open-enum.ts';
export { fromIso, TimeMsOf, toIso } from './time.ts';
export type { TimeMs } from './time.ts';
export { parseDraft } from './parse-event.ts';
export { lintEvent, removalOf, unknownWords, updateNameOf, updateRuleOf } from './update-rule.ts';
