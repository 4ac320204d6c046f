import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** How sessions end. */
export const sessionOptions = {
  expiryWarningMs: option({
    group: 'identity',
    schema: count('How long before its token expires a client is warned, where its dialect has words for that, in ms.'),
    default: 30_000,
  }),
  expiryGraceMs: option({
    group: 'identity',
    schema: count(
      'How long after its token expired a session goes on, so that a refresh in flight still arrives, in ms.',
      0,
    ),
    default: 25_000,
  }),
  retryAfterMs: option({
    group: 'listen',
    schema: count('When clients that are sent away are told to come back, in ms. mci’s page says 5 s.', 0),
    default: 5_000,
  }),
} as const;
