import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** When a source that promised heartbeats is taken for silent, gone and forgotten. */
export const sourceOptions = {
  sourceMissedHeartbeats: option({
    group: 'observe',
    schema: count(
      'Heartbeats of a source that may be missed: half an interval after the last of them it is silent. One may be lost on its way.',
    ),
    default: 2,
  }),
  sourceGoneMs: option({
    group: 'observe',
    schema: count('How long a source may be silent before it is gone, in ms. A restarted engine is back sooner.'),
    default: 60_000,
  }),
  sourceForgottenMs: option({
    group: 'observe',
    schema: count(
      'How long a source that is gone is still told of, in ms. In the morning one sees what went in the night.',
    ),
    default: 86_400_000,
  }),
  maxSourcesPerPublisher: option({
    group: 'limits',
    schema: count(
      'Sources whose heartbeats are watched, per publisher; one that sends them for two accounts counts twice. The one gone for the longest gives way.',
    ),
    default: 64,
  }),
} as const;
