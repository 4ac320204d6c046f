/** Why there is no place for a stream. */
export interface NoPlace {
  readonly message: string;
  readonly retryAfterSeconds: number;
}

/** Where streams count among all connections. What is refused counts against nothing. */
export interface StreamPlaces {
  /** Takes a place for an address, or says why not. */
  admit(address: string): NoPlace | undefined;
  release(address: string): void;
  /** Takes a place for whom a token names, or says why not. */
  admitSubject(subject: string): NoPlace | undefined;
  releaseSubject(subject: string): void;
}
