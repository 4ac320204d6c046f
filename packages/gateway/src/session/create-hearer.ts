import type { Admission } from '../identity/identity.ts';
import type { Hearer } from './hearer.ts';
import { Listening } from './listening.ts';
import type { ListeningParts } from './listening.ts';
import { Streams } from './streams.ts';
import type { StreamLimits } from './streams.ts';
import { Subscription } from './subscription.ts';

/** Makes what hears for a session, as its dialect has it: one set of topics, or streams. */
export const createHearer = (
  options: StreamLimits & { readonly maxTopicsPerSession: number },
  parts: Omit<ListeningParts, 'subscription'>,
  { accounts }: Pick<Admission, 'accounts'>,
): Hearer => {
  const { request } = parts;
  if (request.dialect.traits.subscription.start === 'streams') return new Streams(options, { ...parts, accounts });
  const subscription = new Subscription(request, { accounts, maxTopics: options.maxTopicsPerSession });
  return new Listening({ ...parts, subscription });
};
