import { definitionOf, kindNames, type DataOf, type Extra, type Kind, type TimeMs } from '@pitwall/model';
import { Type, type TSchema } from 'typebox';
import { timeMs } from '../wire/times.ts';

/** Where a message stands in its stream, which the gateway says of each. */
export interface StreamPlace {
  readonly stream: string;
  /** `<epoch>.<seq>` of the fact itself. */
  readonly seq: string;
  /** `seq` of the message of this stream that was sent before it. */
  readonly prev: string;
  readonly sentAt: TimeMs;
}

/** What stands around a fact's data. */
export interface FactEnvelope<K extends Kind> {
  readonly kind: K;
  readonly key: string;
  readonly account: string;
  readonly source: string;
  readonly occurredAt: TimeMs;
  readonly receivedAt: TimeMs;
  readonly marketTime?: TimeMs;
  readonly runId?: string;
}

/** A fact of one kind: it happens (`event`), or is the present value of its key (`snapshot`). */
export interface FactOf<K extends Kind> extends FactEnvelope<K>, StreamPlace {
  readonly type: 'event' | 'snapshot';
  readonly data: DataOf<K>;
  readonly extra?: Extra;
}

/** A fact of one kind of which only the changed fields of `data` are said; null stands for one that is there no more. */
export interface DeltaOf<K extends Kind> extends FactEnvelope<K>, StreamPlace {
  readonly type: 'delta';
  readonly data: { readonly [Field in keyof DataOf<K>]?: DataOf<K>[Field] | null };
  /** Absent: as it was. Null: it is there no more. */
  readonly extra?: Extra | null;
  /** `seq` of the version that it changes. */
  readonly base: string;
}

/** A fact of any kind. */
export type FactMessage = { [K in Kind]: FactOf<K> }[Kind];

/** A change of any kind. */
export type DeltaMessage = { [K in Kind]: DeltaOf<K> }[Kind];

/** `<epoch>.<seq>`. */
export const CursorText = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9]{1,16}$' });

const text = Type.String({ minLength: 1 });
const time = timeMs.schema;

const around = {
  key: Type.String(),
  account: text,
  source: text,
  occurredAt: time,
  receivedAt: time,
  marketTime: Type.Optional(time),
  runId: Type.Optional(text),
};

const place = { stream: text, seq: CursorText, prev: CursorText, sentAt: time };

const dataOf = (kind: Kind): TSchema => definitionOf(kind).schema;

const changesOf = (kind: Kind): TSchema => {
  const fields: readonly (readonly [string, TSchema])[] = Object.entries(definitionOf(kind).schema.properties);
  const changes = fields.map(([name, field]) => [name, Type.Optional(Type.Union([field, Type.Null()]))] as const);
  return Type.Object(Object.fromEntries(changes), { additionalProperties: false });
};

const ExtraFields = Type.Unsafe<Extra>({ type: 'object' });

/** Schemas of facts, one a kind: a reader of the union finds its own by `kind`. */
export const FactMessage = Type.Unsafe<FactMessage>(
  Type.Union(
    kindNames.map((kind) =>
      Type.Object({
        type: Type.Enum(['event', 'snapshot']),
        kind: Type.Literal(kind),
        ...around,
        data: dataOf(kind),
        extra: Type.Optional(ExtraFields),
        ...place,
      }),
    ),
  ),
);

/** Schemas of changes, one a kind. */
export const DeltaMessage = Type.Unsafe<DeltaMessage>(
  Type.Union(
    kindNames.map((kind) =>
      Type.Object({
        type: Type.Literal('delta'),
        kind: Type.Literal(kind),
        ...around,
        data: changesOf(kind),
        extra: Type.Optional(Type.Union([ExtraFields, Type.Null()])),
        base: CursorText,
        ...place,
      }),
    ),
  ),
);
