import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Delivery } from './delivery/delivery.ts';
import { defaultIngestOptions } from './ingest/ingest.ts';
import type { Ingest } from './ingest/ingest.ts';
import type { EventLog, LogPage } from './log/event-log.ts';
import type { KeptSeries } from './series/kept-series.ts';

/** What takes up a log's past. */
export interface RestoreParts {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly delivery: Delivery;
  readonly ingest: Ingest;
  readonly series: KeptSeries;
  readonly logger: Logger;
}

/** Events that are read at once; the next page is on its way while one is folded. */
const pageEvents = 4096;

/** How often a restore that takes long tells how far it is, in ms. */
const tellEveryMs = 3_000;

/** Takes up what a log holds: states, the tail, and ids that may be repeated. `assertStays` throws when the end began. */
export const restoreLog = async (parts: RestoreParts, assertStays: () => void): Promise<void> => {
  const { clock, log, delivery, ingest, series, logger } = parts;
  const startedMs = clock.monotonicMs();
  for await (const events of log.kept?.() ?? []) {
    assertStays();
    delivery.takeUpKept(events);
  }
  const fromSeq = log.horizonSeq();
  const idsSinceMs = clock.now() - defaultIngestOptions.idWindowMs;
  let toldMs = startedMs;
  for await (const { events, through } of pagesOf(log, fromSeq)) {
    assertStays();
    delivery.commit(events);
    series.commit(events);
    for (const event of events) if (event.receivedAt >= idsSinceMs) ingest.restore(event);
    if (clock.monotonicMs() - toldMs < tellEveryMs) continue;
    toldMs = clock.monotonicMs();
    logger.info({ throughSeq: through, headSeq: log.headSeq() }, 'reading the log');
  }
  const events = log.headSeq() - fromSeq;
  if (events === 0) return;
  logger.info({ events, tookMs: Math.round(clock.monotonicMs() - startedMs) }, 'the log is read');
};

async function* pagesOf(log: EventLog, fromSeq: number): AsyncIterable<LogPage> {
  const headSeq = log.headSeq();
  if (fromSeq >= headSeq) return;
  let next = log.read({ afterSeq: fromSeq, limit: pageEvents });
  for (;;) {
    const page = await next;
    const isLast = page.through >= headSeq;
    if (!isLast) next = log.read({ afterSeq: page.through, limit: pageEvents });
    // Whoever stops in between is told of no failure of a page that he does not want.
    next.catch(() => undefined);
    yield page;
    if (isLast) return;
  }
}
