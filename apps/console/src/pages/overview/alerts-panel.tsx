import { useSeries } from '../../console/use-facts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Age } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Status } from '../../ui/status.tsx';

/** The newest alerts of an overview: the others are on their page. */
const mostAlerts = 12;

const empty = (
  <EmptyState icon="alerts" title="No alerts">
    Nothing asks for a person. Alerts of the last hours and whatever comes now are shown here.
  </EmptyState>
);

/** The newest alerts first. */
export const AlertsPanel = () => {
  const alerts = useSeries('alert').slice(-mostAlerts).toReversed();
  return (
    <Panel
      title="Latest alerts"
      kinds={['alert']}
      flush
      className="max-h-96 min-h-44"
      empty={alerts.length > 0 ? undefined : empty}
    >
      <ul>
        {alerts.map(({ seq, data, occurredAt, account }) => (
          <li key={seq} className="flex items-start gap-2.5 border-b border-line/60 px-3.5 py-2 last:border-0">
            <Status word={data.severity} />
            <div className="min-w-0 flex-1">
              <p className="truncate text-xs font-medium">{data.title ?? data.message ?? data.alertId}</p>
              {data.title !== undefined && <p className="line-clamp-2 text-2xs text-muted">{data.message}</p>}
            </div>
            <span className="shrink-0 text-2xs text-faint" title={account}>
              <Age at={occurredAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
