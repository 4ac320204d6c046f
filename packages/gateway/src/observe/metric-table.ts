import type { Observed } from './observed.ts';

/** One value of a metric with its labels, in the order of the row's `labels`. */
export type Sample = readonly [labels: readonly string[], value: number];

/** A metric as data: what it is called, what it means, and where its numbers come from. */
export interface MetricRow {
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: (observed: Observed) => Iterable<Sample>;
}

const one = (value: number): readonly Sample[] => [[[], value]];

const named = (counts: ReadonlyMap<string, number>): readonly Sample[] =>
  [...counts].map(([name, value]) => [[name], value]);

/** Names of several words, the last of which may hold more of the separator. */
const split = (counts: ReadonlyMap<string, number>, separator: string, words: number): readonly Sample[] =>
  [...counts].map(([name, value]) => {
    const parts = name.split(separator);
    const labels = [...parts.slice(0, words - 1), parts.slice(words - 1).join(separator)];
    while (labels.length < words) labels.push('');
    return [labels, value];
  });

const counter = (help: string, labels: readonly string[], read: MetricRow['read']): MetricRow => ({
  type: 'counter',
  help,
  labels,
  read,
});

const gauge = (help: string, labels: readonly string[], read: MetricRow['read']): MetricRow => ({
  type: 'gauge',
  help,
  labels,
  read,
});

/** Every metric of the gateway but the histogram; docs/metrics.md is compared with it by a test. */
export const metricTable: { readonly [name: string]: MetricRow } = {
  pitwall_connections: gauge('Open WebSocket connections.', ['listener'], (o) =>
    named(o.sessions.connectionsByListener),
  ),
  pitwall_sessions: gauge('Sessions by dialect and state.', ['dialect', 'state'], (o) =>
    split(o.sessions.sessionsByDialectState, ' ', 2),
  ),
  pitwall_refused_connections_total: counter('Connections refused before their handshake.', ['reason'], (o) =>
    named(o.sessions.refusedConnections),
  ),
  pitwall_admissions_total: counter('Watchers let in, with a token or without one.', ['token', 'route'], (o) =>
    split(o.identity?.admitted ?? new Map(), ' ', 2),
  ),
  pitwall_auth_refusals_total: counter('Watchers refused, by error code.', ['code', 'route'], (o) =>
    split(o.identity?.refused ?? new Map(), ' ', 2),
  ),
  pitwall_renewals_total: counter('Tokens taken in place of old ones.', [], (o) => one(o.identity?.renewed ?? 0)),
  pitwall_tickets_issued_total: counter('Tickets given out.', [], (o) => one(o.identity?.ticketsIssued ?? 0)),
  pitwall_tickets_redeemed_total: counter('Tickets that let somebody in.', [], (o) =>
    one(o.identity?.ticketsRedeemed ?? 0),
  ),
  pitwall_revocations_total: counter('Revocations of tokens and subjects.', [], (o) =>
    one(o.identity?.revocations ?? 0),
  ),
  pitwall_closes_total: counter(
    'Connections closed, by close code; codes of a client’s own are `other`.',
    ['code'],
    (o) => named(o.sessions.closes),
  ),
  pitwall_inbound_frames_total: counter('Frames that clients sent.', ['dialect'], (o) =>
    named(o.sessions.inboundFrames),
  ),
  pitwall_inbound_invalid_total: counter(
    'Client frames that were not JSON or asked for nothing known.',
    ['dialect'],
    (o) => named(o.sessions.invalidFrames),
  ),
  pitwall_inbound_discarded_total: counter(
    'Client frames discarded unread above the inbound limit.',
    ['dialect'],
    (o) => named(o.sessions.discardedFrames),
  ),
  pitwall_refused_subscriptions_total: counter(
    'Subscriptions refused because a session may hear no more topics or streams.',
    ['dialect'],
    (o) => named(o.sessions.refusedSubscriptions),
  ),
  pitwall_events_in_total: counter('Events accepted.', ['kind'], (o) => named(o.ingest.acceptedByKind)),
  pitwall_events_refused_total: counter('Published items refused, by error code.', ['code'], (o) =>
    named(o.ingest.refusedByCode),
  ),
  pitwall_duplicates_total: counter('Items that had come before.', [], (o) => one(o.ingest.duplicates)),
  pitwall_unknown_words_total: counter('Words that an open enumeration does not know.', ['kind', 'field'], (o) =>
    split(o.ingest.unknownWords, '/', 2),
  ),
  pitwall_oddities_total: counter(
    'Figures that contradict each other; passed on as they are.',
    ['kind', 'oddity'],
    (o) => split(o.ingest.oddities, ' ', 2),
  ),
  pitwall_messages_out_total: counter('Data messages written, times readers.', [], (o) => one(o.delivery.messagesOut)),
  pitwall_bytes_out_total: counter('Bytes of data frames written, times readers.', [], (o) => one(o.delivery.bytesOut)),
  pitwall_flushes_total: counter('Batches written to audiences.', [], (o) => one(o.delivery.flushes)),
  pitwall_conflated_total: counter('Updates replaced by a newer one before they were sent.', [], (o) =>
    one(o.delivery.conflated),
  ),
  pitwall_suppressed_total: counter('Messages not sent because they said the same as the one before.', [], (o) =>
    one(o.delivery.suppressed),
  ),
  pitwall_dropped_total: counter('Bounded updates dropped.', [], (o) => one(o.delivery.dropped)),
  pitwall_fell_behind_total: counter('Times a reader was above the mark and left its audience.', [], (o) =>
    one(o.delivery.fellBehind),
  ),
  pitwall_lagging_readers: gauge('Readers on their way back to their audience.', [], (o) =>
    one(o.gauges().laggingReaders),
  ),
  pitwall_unsent_bytes: gauge('Bytes written for readers and not yet taken by the operating system.', [], (o) =>
    one(o.gauges().unsentBytes),
  ),
  pitwall_unsent_bytes_max: gauge('The most of them that one reader has.', [], (o) => one(o.gauges().unsentBytesMax)),
  pitwall_untranslatable_total: counter('Facts that a dialect had no words for.', ['dialect', 'kind'], (o) =>
    split(o.delivery.untranslatable, ' ', 2),
  ),
  pitwall_deflate_in_bytes_total: counter(
    'Bytes of messages before they were compressed, each counted once for all its readers.',
    [],
    (o) => one(o.delivery.deflateInBytes),
  ),
  pitwall_deflate_out_bytes_total: counter('Bytes of the same messages once they were compressed.', [], (o) =>
    one(o.delivery.deflateOutBytes),
  ),
  pitwall_deflate_skipped_total: counter('Messages left plain because the time for compression was spent.', [], (o) =>
    one(o.delivery.deflateSkipped),
  ),
  pitwall_deflate_seconds_total: counter('Time spent in compressing.', [], (o) => one(o.delivery.deflateMs / 1000)),
  pitwall_encode_seconds_total: counter('Time spent in encoding and framing, compression included.', [], (o) =>
    one(o.delivery.encodeMs / 1000),
  ),
  pitwall_write_seconds_total: counter('Time spent in writing to sockets.', [], (o) => one(o.delivery.writeMs / 1000)),
  pitwall_audiences: gauge('Sets of readers that hear the same.', [], (o) => one(o.gauges().audiences)),
  pitwall_retained_keys: gauge('Values retained, over all accounts.', [], (o) => one(o.gauges().retainedKeys)),
  pitwall_series: gauge('Series of bars that are kept.', ['kind'], (o) => named(o.series?.keptByKind ?? new Map())),
  pitwall_series_bytes: gauge('Memory of their bars.', [], (o) => one(o.series?.bytes ?? 0)),
  pitwall_series_gave_way_total: counter('Silent series that gave their room to others.', ['kind'], (o) =>
    named(o.series?.gaveWayByKind ?? new Map()),
  ),
  pitwall_series_unkept_total: counter('Facts that no series took, for want of room.', ['kind'], (o) =>
    named(o.series?.unkeptByKind ?? new Map()),
  ),
  pitwall_series_lost_total: counter(
    'Facts older than the bars that a width keeps, or without memory, counted once a width.',
    [],
    (o) => one(o.series?.lost ?? 0),
  ),
  pitwall_sources: gauge('Sources that promised heartbeats, by what they are.', ['status'], (o) =>
    named(o.gauges().sources ?? new Map()),
  ),
  pitwall_log_head_seq: gauge('Newest place in the log.', [], (o) => one(o.gauges().headSeq)),
  pitwall_log_horizon_seq: gauge('Place up to which the log has forgotten.', [], (o) => one(o.gauges().horizonSeq)),
  pitwall_http_limited_total: counter('HTTP requests refused by a limit on addresses, by its option.', ['limit'], (o) =>
    named(o.http?.limited ?? new Map()),
  ),
  pitwall_http_responses_total: counter('HTTP answers.', ['method', 'status', 'route'], (o) =>
    split(o.http?.responses ?? new Map(), ' ', 3),
  ),
  pitwall_event_streams: gauge('Open streams of server-sent events.', [], (o) => one(o.http?.streams.size ?? 0)),
  pitwall_event_stream_ends_total: counter('Streams that the gateway ended, by close code.', ['code'], (o) =>
    split(o.http?.streamEnds ?? new Map(), ' ', 1),
  ),
};
