import type { ReactNode } from 'react';
import { useConsole } from '../../console/console-context.ts';
import { formatAmount, formatCount } from '../../format/amount-text.ts';
import { formatDuration } from '../../format/time-text.ts';
import type { GatewayAnswer } from '../../gateway/gateway-http.ts';
import { numberIn, textIn } from '../../gateway/json-fields.ts';
import { usePolled } from '../../gateway/use-gateway.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatTile } from '../../ui/stat-tile.tsx';
import { Status } from '../../ui/status.tsx';
import { quantileSince, rateOf, readMetrics, totalOf } from './metric-text.ts';
import type { Metrics } from './metric-text.ts';

/** How often the gateway is asked, in ms: its metrics cost it a millisecond or two. */
const everyMs = 3_000;

type GoodAnswer = Extract<GatewayAnswer, { readonly ok: true }>;

interface Health {
  readonly status: string | undefined;
  readonly uptimeMs: number | undefined;
  readonly version: string | undefined;
  readonly epoch: string | undefined;
}

const readHealth = ({ json }: GoodAnswer): Health => ({
  status: textIn(json, 'status'),
  uptimeMs: numberIn(json, 'uptimeMs'),
  version: textIn(json, 'version'),
  epoch: textIn(json, 'epoch'),
});

/** Two readings that follow each other: rates are between them. */
interface Readings {
  readonly now: Metrics;
  readonly before: Metrics | undefined;
  readonly elapsedMs: number;
  readonly atMs: number;
}

const readReadings = ({ text }: GoodAnswer, last: Readings | undefined): Readings => {
  const atMs = performance.now();
  return { now: readMetrics(text), before: last?.now, elapsedMs: atMs - (last?.atMs ?? atMs), atMs };
};

const perSecond = (name: string, { now, before, elapsedMs }: Readings): string => {
  const rate = before === undefined ? undefined : rateOf(name, { before, now, elapsedMs });
  return rate === undefined ? '–' : formatAmount(rate, { digits: rate < 10 ? 1 : 0 });
};

const seconds = (value: number | undefined): string =>
  value === undefined ? '–' : value === Infinity ? '> 10 s' : `≤ ${formatDuration(value * 1_000)}`;

/** Of the seconds between two readings: what was before this page looked says nothing of now. */
const slowest = (readings: Readings): string =>
  readings.before === undefined ? '–' : seconds(quantileSince('pitwall_publish_to_write_seconds', 0.99, readings));

const milliseconds = (value: number | undefined): string =>
  value === undefined ? '–' : `${formatAmount(value * 1_000, { digits: 1 })} ms`;

const megabytes = (value: number | undefined): string =>
  value === undefined ? '–' : `${formatAmount(value / 1_048_576, { digits: 0 })} MB`;

const Figure = ({ children }: { readonly children: ReactNode }) => <span className="figures">{children}</span>;

const Flow = ({ readings }: { readonly readings: Readings }) => {
  const { now } = readings;
  const of = (name: string): number | undefined => totalOf(now, name);
  const head = of('pitwall_log_head_seq');
  const kept = head === undefined ? undefined : head - (of('pitwall_log_horizon_seq') ?? 0);
  const lagging = of('pitwall_lagging_readers') ?? 0;
  return (
    <>
      <StatTile label="Facts in" aside="a second">
        <Figure>{perSecond('pitwall_events_in_total', readings)}</Figure>
      </StatTile>
      <StatTile label="Messages out" aside="a second, times readers">
        <Figure>{perSecond('pitwall_messages_out_total', readings)}</Figure>
      </StatTile>
      <StatTile label="Connections" aside={lagging > 0 ? `${formatCount(lagging)} behind` : 'none behind'}>
        <Figure>{formatCount(of('pitwall_connections'))}</Figure>
      </StatTile>
      <StatTile
        label="In → written, p99"
        title="From a fact’s coming in to its being written, for the slowest hundredth of the last seconds"
      >
        <Figure>{slowest(readings)}</Figure>
      </StatTile>
      <StatTile label="Log" aside={`of ${formatCount(head)}`} title="Facts that can be replayed, of all there were">
        <Figure>{formatCount(kept)}</Figure>
      </StatTile>
      <StatTile label="Retained values">
        <Figure>{formatCount(of('pitwall_retained_keys'))}</Figure>
      </StatTile>
      <StatTile label="Dropped" aside="log lines" title="Bounded updates that were dropped; facts never are">
        <Figure>{formatCount(of('pitwall_dropped_total'))}</Figure>
      </StatTile>
      <StatTile label="Refused" aside="published items" title="Items that publishers sent and the gateway did not take">
        <Figure>{formatCount(of('pitwall_events_refused_total') ?? 0)}</Figure>
      </StatTile>
      <StatTile label="Event loop, p99" title="How late the gateway’s process gets to its work">
        <Figure>{milliseconds(of('nodejs_eventloop_lag_p99_seconds'))}</Figure>
      </StatTile>
      <StatTile label="Memory">
        <Figure>{megabytes(of('process_resident_memory_bytes'))}</Figure>
      </StatTile>
    </>
  );
};

/** How the gateway is, by its own words and numbers. */
export const GatewayPanel = () => {
  const { gatewayUrl } = useConsole();
  const health = usePolled({ path: '/health', everyMs, read: readHealth });
  const metrics = usePolled({ path: '/metrics', everyMs, read: readReadings });
  const fault = health.fault ?? metrics.fault;
  const { status, uptimeMs, version, epoch } = health.value ?? {};
  return (
    <Panel title="Gateway" kinds={[]} flush actions={<Status word={fault === undefined ? status : 'disconnected'} />}>
      {fault !== undefined && (
        <div className="p-3">
          <FaultNote fault={fault} />
        </div>
      )}
      <dl className="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
        <StatTile label="Up for" aside={version === undefined ? undefined : `version ${version}`}>
          <Figure>{formatDuration(uptimeMs)}</Figure>
        </StatTile>
        <StatTile label="Epoch" title={`Name of this history of the log, at ${gatewayUrl}`}>
          <span className="font-mono text-sm">{epoch ?? '–'}</span>
        </StatTile>
        {metrics.value !== undefined && <Flow readings={metrics.value} />}
      </dl>
    </Panel>
  );
};
