import type { Compression } from '../compression.ts';

/**
 * How a reader's frames may be compressed, of what its handshake agreed. What is compressed together tells by its length how
 * alike it is. So facts of several accounts never are: whoever publishes into one of them could try what the others say.
 */
export const compressionOf = (
  agreed: Compression | undefined,
  hears: { readonly accounts: readonly string[] | '*'; readonly batch: boolean },
): Compression => {
  if (agreed === undefined || agreed === 'none') return 'none';
  if (!hearsSeveral(hears.accounts)) return agreed;
  return hears.batch ? 'none' : 'per-message';
};

/** Whether facts of more than one account may be heard, shared ones aside. */
export const hearsSeveral = (accounts: readonly string[] | '*'): boolean => accounts === '*' || accounts.length > 1;
