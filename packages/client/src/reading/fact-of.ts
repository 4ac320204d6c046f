import type { Client, Filter, Replica, SubscribeOptions, Subscription } from '../contract.ts';
import type { Fact, Kind } from '../fact.ts';
import type { WireFact } from '../wire/messages.ts';

/** Fields of a message that say where it stands in its stream, which is nobody's concern but the reader's. */
interface Place {
  readonly type?: string;
  readonly stream?: string;
  readonly prev?: string;
  readonly base?: string;
  readonly snapshot?: boolean;
}

/** The fact that an application is given. Its data is what the gateway checked against the kind's schema before anybody heard of it. */
export const toFact = (
  wire: WireFact & Place,
  told: { readonly isSnapshot: boolean; readonly arrivedAt: number },
): Fact => {
  const { type: _type, stream: _stream, prev: _prev, base: _base, snapshot: _snapshot, ...fact } = wire;
  return { ...fact, ...told } as unknown as Fact;
};

/** A fact that was looked up by its kind is of that kind. */
export const asKind = <K extends Kind>(fact: Fact | undefined): Fact<K> | undefined => fact as Fact<K> | undefined;

/** Facts that were chosen by their kind are of that kind. */
export const asKinds = <K extends Kind>(facts: readonly Fact[]): readonly Fact<K>[] => facts as readonly Fact<K>[];

/** A client before its methods are told apart by kind. */
export interface AnyKindClient extends Omit<Client, 'subscribe' | 'state' | 'publish'> {
  subscribe(filter?: Filter, options?: SubscribeOptions): Subscription;
  state(filter?: Filter): Replica;
  publish(drafts: unknown): Promise<unknown>;
}

/** What a filter lets through is of the kinds that it names. */
export const asClient = (client: AnyKindClient): Client => client as unknown as Client;
