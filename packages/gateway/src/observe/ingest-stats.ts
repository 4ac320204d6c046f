/** What ingest has seen since the start: plain counters, read when metrics are scraped. */
export interface IngestStats {
  /** Events accepted, by kind. */
  readonly acceptedByKind: Map<string, number>;
  /** Items refused, by error code. */
  readonly refusedByCode: Map<string, number>;
  /** Repeats recognised, which are answered as the first one is. */
  duplicates: number;
  /** Words that an open enumeration does not know, by kind and field (ruling 4). */
  readonly unknownWords: Map<string, number>;
  /** Oddities in publishers' arithmetic, by name (ruling 5). */
  readonly oddities: Map<string, number>;
}

/** Counters at zero. */
export const createIngestStats = (): IngestStats => ({
  acceptedByKind: new Map(),
  refusedByCode: new Map(),
  duplicates: 0,
  unknownWords: new Map(),
  oddities: new Map(),
});
