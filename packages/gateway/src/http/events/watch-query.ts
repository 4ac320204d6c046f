import { canonical, maxSymbols } from '@pitwall/dialects';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Hearing } from '../../delivery/hearing.ts';
import type { Admission } from '../../identity/identity.ts';
import type { HttpParts } from '../http-parts.ts';
import { entryOf, entryParameters, presentedBy } from '../request-entry.ts';
import type { EntryQuery } from '../request-entry.ts';
import { topicsNamed } from './named-kinds.ts';

/** Query parameters by which watchers choose among canonical events. */
export const watchParameters = {
  kinds: Type.Optional(Type.String({ description: 'Kinds, separated by commas. Default: all.' })),
  channels: Type.Optional(
    Type.String({ description: 'Channels, separated by commas: only kinds of these. Default: all.' }),
  ),
  symbols: Type.Optional(
    Type.String({
      description: `Symbols, separated by commas, at most ${maxSymbols}: of kinds whose facts name a symbol only these. Default: all.`,
    }),
  ),
  ...entryParameters,
};

/** What watchers of canonical events choose. */
export interface WatchQuery extends EntryQuery {
  readonly kinds?: string;
  readonly channels?: string;
  readonly symbols?: string;
}

/** What somebody hears who was let in. */
export interface Watch {
  readonly admission: Admission;
  readonly hearing: Hearing;
}

/** Lets somebody in to hear canonical events, and says which. */
export const admitWatch = async (
  request: FastifyRequest,
  query: WatchQuery,
  identity: Pick<HttpParts['identity'], 'doorkeeper' | 'policies'>,
): Promise<Watch> => {
  const topics = topicsNamed(query);
  const entry = entryOf(request, { policy: identity.policies.forApi(), accounts: 'own', route: 'http' }, query);
  const admission = await identity.doorkeeper.admit(presentedBy(request, query), entry);
  const { accounts } = admission;
  // Canonical events name their account by themselves.
  const plain = { namesAccount: false, compression: 'none' } as const;
  const form = { delta: false, batch: false, cursor: true, seq: 'own' } as const;
  return { admission, hearing: { ...form, ...plain, dialect: canonical, accounts, topics } };
};
