/** How the waits between attempts grow. */
export interface BackoffOptions {
  /**
   * Longest possible wait before the second attempt, in ms.
   * @default 500
   */
  readonly firstMs: number;
  /**
   * Longest possible wait at all, in ms.
   * @default 30_000
   */
  readonly mostMs: number;
}

/** Defaults of {@link BackoffOptions}. */
const defaultBackoff: BackoffOptions = { firstMs: 500, mostMs: 30_000 };

/**
 * How long to wait after so many failures in a row: anywhere between nothing and a limit that doubles each time ("full
 * jitter"), so that clients which lost a gateway together do not come back together.
 */
export const backoffMs = (failures: number, random: () => number, options: BackoffOptions = defaultBackoff): number =>
  Math.round(random() * Math.min(options.mostMs, options.firstMs * 2 ** Math.min(failures - 1, 30)));
