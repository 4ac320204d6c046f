import type { Static, TSchema } from 'typebox';

/**
 * How an update reaches readers. `every`: each one, once and in order. `latest`: the newest of its key, older ones may be
 * skipped. `bounded`: each one while there is room, else the oldest are dropped, counted and told.
 */
export type Delivery = 'every' | 'latest' | 'bounded';

/** What an update does to the latest value of its key: `set` it, `remove` it, or `none`. */
export type Retain = 'set' | 'remove' | 'none';

/** The two independent things that an update says. Only a retained value can be conflated, so `latest` implies `set`. */
export type UpdateRule =
  | { readonly delivery: 'every'; readonly retain: 'set' | 'none' }
  | {
      readonly delivery: 'every';
      readonly retain: 'remove';
      /** Kinds whose value of the same key ends too; its own always does. */
      readonly alsoRemoves?: readonly string[];
    }
  | { readonly delivery: 'latest'; readonly retain: 'set' }
  | { readonly delivery: 'bounded'; readonly retain: 'none' };

/** Subjects by which a client of the pitwall protocol subscribes. */
export type Channel =
  | 'equity'
  | 'positions'
  | 'orders'
  | 'trades'
  | 'signals'
  | 'bots'
  | 'balances'
  | 'performance'
  | 'market'
  | 'wallet'
  | 'alerts'
  | 'logs'
  | 'activity'
  | 'system'
  | 'tasks'
  | 'risk'
  | 'config'
  | 'backtests';

/** What one kind of fact is: its shape, its identity, and for each of its updates how it is delivered and retained. */
export interface KindDefinition<Name extends string = string, Schema extends TSchema = TSchema> {
  readonly kind: Name;
  readonly channel: Channel;
  /** One sentence for docs/kinds.md. */
  readonly description: string;
  /** What `key` is made of, in words for docs/kinds.md. */
  readonly identity: string;
  /** Shared kinds belong to no account and are seen by all (ruling 11). */
  readonly shared: boolean;
  /** Whether the gateway alone says it: no credential lets anybody else publish it. @default false */
  readonly fromGateway?: boolean;
  /** Shape of `data`, and the source of its type. */
  readonly schema: Schema;
  /** Identity within kind and account: two facts with one key are versions of the same thing. */
  readonly key: (data: Static<Schema>) => string;
  /** Which row of `updates` a fact is; a word without a row is read as `other`. */
  readonly update: (data: Static<Schema>) => string;
  readonly updates: { readonly other: UpdateRule } & {
    readonly [update: string]: UpdateRule;
  };
  /** Names of oddities in a publisher's arithmetic (ruling 5): counted and logged, never corrected. */
  readonly lint?: (data: Static<Schema>) => readonly string[];
  /** The data that ends a retained value which a publisher's newest whole list no longer contains. */
  readonly removal?: (last: Static<Schema>) => Static<Schema>;
}

/** Declares a kind; only infers types. */
export const defineKind = <const Name extends string, Schema extends TSchema>(
  definition: KindDefinition<Name, Schema>,
): KindDefinition<Name, Schema> => definition;

/** Each one arrives and becomes the value of its key. */
export const everySet = { delivery: 'every', retain: 'set' } as const satisfies UpdateRule;
/** Each one arrives and ends the value of its key. */
export const everyRemove = { delivery: 'every', retain: 'remove' } as const satisfies UpdateRule;
/** Each one arrives; nothing is retained. */
export const everyNone = { delivery: 'every', retain: 'none' } as const satisfies UpdateRule;
/** Only the newest matters. */
export const latestSet = { delivery: 'latest', retain: 'set' } as const satisfies UpdateRule;
/** As many as there is room for. */
export const boundedNone = { delivery: 'bounded', retain: 'none' } as const satisfies UpdateRule;
