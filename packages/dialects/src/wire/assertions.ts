import type { DataOf, EventDraft, Extra, JsonValue, Kind, TimeMs } from '@pitwall/model';
import type { Static, TSchema } from 'typebox';
import type { JsonObject } from '../json.ts';
import type { RowSchemas, SchemaTable } from './row.ts';

/*
 * The promises of this folder that TypeScript cannot follow, each with a name. Nothing else here is asserted: a value from
 * outside has passed its message's schema before it comes to any of these.
 */

/** A value that the schema accepted: {@link Codec.read} is handed nothing else. */
export const asAccepted = <Schema extends TSchema>(wire: unknown): Static<Schema> & JsonValue =>
  wire as Static<Schema> & JsonValue;

/** A canonical object whose every required field was read: the schema accepted the message, and the table was typed by the data. */
export const asWhole = <Data>(parts: Partial<Data>): Data => parts as Data;

/** The data of a kind without the time that its page has beside it. */
export const asData = <K extends Kind>(data: object): DataOf<K> => data as DataOf<K>;

/** Schemas by field, made from a table by a mapping, which forgets the names of the fields. */
export const asRowSchemas = <Table extends SchemaTable>(schemas: object): RowSchemas<Table> =>
  schemas as RowSchemas<Table>;

/** A draft of a kind, whose data was read by a table typed by that kind. */
export const asDraft = (draft: {
  readonly kind: Kind;
  readonly data: unknown;
  readonly occurredAt?: TimeMs;
  readonly extra?: Extra;
}): EventDraft => draft as EventDraft;

/** What a publisher sent, which ingest took for JSON that fits its kind. */
export const asPublished = (published: object): JsonObject => published as JsonObject;
