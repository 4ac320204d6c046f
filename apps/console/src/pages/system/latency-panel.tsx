import { useEffect, useState } from 'react';
import { chartProgress, LazyDenseChart } from '../../chart/lazy-charts.ts';
import { useLatency, useNow } from '../../console/use-time.ts';
import type { LatencySummary } from '../../data/latency-meter.ts';
import { formatDuration } from '../../format/time-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loading, Panel } from '../../ui/panel.tsx';
import { WaitForPart } from '../../ui/wait-for-part.tsx';

/** Points of the chart: ten minutes, one a second. */
const mostPoints = 600;
/** Width of a chart that just began, ms: seconds alone would be a row of equal times. */
const leastSpanMs = 60_000;

interface LatencyPoint {
  readonly timeMs: number;
  readonly toGatewayMs: number;
  readonly toPageMs: number | null;
}

const pointOf = (timeMs: number, { sourceToGatewayMs, gatewayToPageMs }: LatencySummary): LatencyPoint => ({
  timeMs,
  toGatewayMs: Math.max(0, sourceToGatewayMs),
  toPageMs: gatewayToPageMs === undefined ? null : Math.max(0, gatewayToPageMs),
});

/** The medians of each second since this panel was opened. */
const useLatencyCurve = (): readonly LatencyPoint[] => {
  const nowMs = useNow();
  const summary = useLatency();
  const [points, setPoints] = useState<readonly LatencyPoint[]>([]);
  useEffect(() => {
    if (summary === undefined) return;
    setPoints((before) =>
      before.at(-1)?.timeMs === nowMs ? before : [...before, pointOf(nowMs, summary)].slice(-mostPoints),
    );
  }, [nowMs, summary]);
  return points;
};

const Hop = ({ name, ms, note }: { readonly name: string; readonly ms: number | undefined; readonly note: string }) => (
  <div className="flex flex-col items-center gap-0.5 px-1 text-center" title={note}>
    <span className="figures text-base font-semibold">{formatDuration(ms)}</span>
    <span className="flex items-center gap-1 text-2xs text-muted">{name}</span>
  </div>
);

const Place = ({ icon, name }: { readonly icon: 'bots' | 'system' | 'screen'; readonly name: string }) => (
  <div className="flex flex-col items-center gap-1 text-2xs font-medium whitespace-nowrap text-muted">
    <span className="grid size-9 place-items-center rounded-lg border border-line bg-raised text-ink">
      <Icon name={icon} size={18} />
    </span>
    {name}
  </div>
);

const dash = <span className="hidden h-px min-w-4 flex-1 bg-strong-line @md:block" aria-hidden="true" />;

const Way = ({ latency }: { readonly latency: LatencySummary }) => {
  const { sourceToGatewayMs, gatewayToPageMs, uncertaintyMs } = latency;
  const uncertain = uncertaintyMs === undefined ? '' : `, ± ${formatDuration(uncertaintyMs)}`;
  return (
    <div className="flex items-start justify-between gap-1 px-3.5 py-3 @md:items-center @md:gap-2">
      <Place icon="bots" name="source" />
      {dash}
      <Hop name="to the gateway" ms={sourceToGatewayMs} note="By both clocks: what they differ by is in it" />
      {dash}
      <Place icon="system" name="gateway" />
      {dash}
      <Hop name={`to this page${uncertain}`} ms={gatewayToPageMs} note="Corrected by what the clocks differ by" />
      {dash}
      <Place icon="screen" name="this page" />
    </div>
  );
};

const empty = (
  <EmptyState icon="system" title="Nothing was measured yet">
    Each fact that comes live brings the times at which it happened, came to the gateway and left it.
  </EmptyState>
);

/** How long facts take on each part of their way to this page. */
export const LatencyPanel = () => {
  const latency = useLatency();
  const points = useLatencyCurve();
  const summary = `Median latency: source to gateway ${formatDuration(latency?.sourceToGatewayMs)}, gateway to page ${formatDuration(latency?.gatewayToPageMs)}.`;
  return (
    <Panel title="Latency" kinds={[]} flush className="h-80" empty={latency === undefined ? empty : undefined}>
      <div className="flex h-full flex-col">
        {latency !== undefined && <Way latency={latency} />}
        <div className="min-h-0 flex-1 px-1">
          {points.length < 2 ? (
            <Loading title="the chart" />
          ) : (
            <WaitForPart title="the chart" progress={chartProgress.dense}>
              <LazyDenseChart
                timesMs={points.map(({ timeMs }) => timeMs)}
                lines={[
                  { label: 'source → gateway', values: points.map((one) => one.toGatewayMs), colour: 'warn' },
                  { label: 'gateway → page', values: points.map((one) => one.toPageMs), colour: 'accent' },
                ]}
                format={formatDuration}
                leastSpanMs={leastSpanMs}
                summary={summary}
              />
            </WaitForPart>
          )}
        </div>
      </div>
    </Panel>
  );
};
