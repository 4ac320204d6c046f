import type { ReactNode } from 'react';
import { useLatest } from '../../console/use-facts.ts';
import type { DataOf } from '../../data/fact.ts';
import { formatPercent } from '../../format/amount-text.ts';
import { formatDuration } from '../../format/time-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Age } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Status } from '../../ui/status.tsx';

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex min-h-8 items-center justify-between gap-3 border-b border-line/60 last:border-0">
    <dt className="min-w-0 truncate text-xs text-muted">{name}</dt>
    <dd className="figures text-xs">{children}</dd>
  </div>
);

const percent = (ratio: number | string | undefined): string => formatPercent(ratio, { digits: 1 });

const Machine = ({ data }: { readonly data: DataOf<'health'> }) => (
  <dl>
    <Row name="Up for">{formatDuration(data.uptimeMs)}</Row>
    <Row name="CPU">{percent(data.cpuRatio)}</Row>
    <Row name="Memory">{percent(data.memoryRatio)}</Row>
    <Row name="Disk">{percent(data.diskRatio)}</Row>
    <Row name="Latency">{formatDuration(data.latencyMs)}</Row>
    <Row name="Failed requests">{percent(data.errorRate)}</Row>
    <Row name="Last trade">
      <Age at={data.lastTradeAt} />
    </Row>
  </dl>
);

const Connections = ({ data }: { readonly data: DataOf<'health'> }) => {
  const exchanges = Object.entries(data.exchangeConnections ?? {}).toSorted(([left], [right]) =>
    left.localeCompare(right),
  );
  return (
    <dl>
      {exchanges.map(([name, word]) => (
        <Row key={name} name={name}>
          <Status word={word} />
        </Row>
      ))}
      {exchanges.length === 0 && <p className="py-2 text-xs text-muted">No exchange is named.</p>}
      <Row name="Database">
        <Status word={data.database} />
      </Row>
      <Row name="Redis">
        <Status word={data.redis} />
      </Row>
    </dl>
  );
};

const empty = (
  <EmptyState icon="system" title="No health yet">
    An engine publishes the load and the connections of the trading system as a fact of the kind{' '}
    <code className="font-mono">health</code>.
  </EmptyState>
);

/** How the trading system is by its own words: load at the left, connections at the right. */
export const HealthPanel = () => {
  const health = useLatest('health');
  return (
    <Panel
      title="Trading system"
      kinds={['health']}
      actions={<Status word={health?.data.status} />}
      empty={health === undefined ? empty : undefined}
    >
      {health !== undefined && (
        <div className="-my-2 grid gap-x-8 @md:grid-cols-2">
          <Machine data={health.data} />
          <section aria-label="Exchange connections">
            <Connections data={health.data} />
          </section>
        </div>
      )}
    </Panel>
  );
};
