/** What was decided about tokens since the start: plain numbers, read when metrics are scraped. No subject, no account. */
export interface IdentityStats {
  /** Who was let in, by `<with token or without> <route>`. */
  readonly admitted: Map<string, number>;
  /** Who was not, by `<error code> <route>`. */
  readonly refused: Map<string, number>;
  /** Tokens taken in place of old ones. */
  renewed: number;
  ticketsIssued: number;
  ticketsRedeemed: number;
  revocations: number;
}

/** Counters at zero. */
export const createIdentityStats = (): IdentityStats => ({
  admitted: new Map(),
  refused: new Map(),
  renewed: 0,
  ticketsIssued: 0,
  ticketsRedeemed: 0,
  revocations: 0,
});
