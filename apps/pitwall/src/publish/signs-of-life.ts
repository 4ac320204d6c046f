import { setTimeout as delay } from 'node:timers/promises';
import { callApi } from '../api/api-client.ts';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';

/** How often a source is promised to be heard of, in ms. */
const heartbeatMs = 5_000;

/** How long a sign of life may take, in ms: the next is due then, and nobody waits only to take leave of a gateway that is away. */
const signTimeoutMs = 5_000;

/** Who gives signs of life, and where. Without a source nobody does. */
export interface LivingSource {
  readonly address: ApiAddress;
  readonly source?: string;
}

/**
 * Tells a gateway that a source lives, from now until the returned way to stop is taken, which says goodbye. What fails is
 * left to the publishing itself to tell: it meets the same.
 */
export const giveSignsOfLife = (
  { address, source }: LivingSource,
  { random }: Pick<ApiParts, 'random'>,
): (() => Promise<void>) => {
  if (source === undefined) return () => Promise.resolve();
  const stopping = new AbortController();
  const give = async (sign: object): Promise<void> => {
    const signal = AbortSignal.timeout(signTimeoutMs);
    const body = JSON.stringify({ source, ...sign });
    const request = { method: 'POST', path: '/v1/heartbeat', body, repeatable: false } as const;
    await callApi(address, request, { random, onRetry: () => undefined, signal }).catch(() => undefined);
  };
  const live = async (): Promise<void> => {
    const { signal } = stopping;
    while (!signal.aborted) {
      await give({ heartbeatMs });
      await delay(heartbeatMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const lived = live();
  return async () => {
    stopping.abort();
    // Not before the last sign has ended: one that came after it would undo the goodbye.
    await lived;
    await give({ bye: true });
  };
};
