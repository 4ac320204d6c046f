import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/panel.tsx';
import { Status } from '../../ui/status.tsx';
import { BacktestActions } from './backtest-actions.tsx';
import { hasEnded, titleOf } from './backtest.ts';
import type { Backtest } from './backtest.ts';
import { ResultView } from './result-view.tsx';
import { RunLogs } from './run-logs.tsx';
import { RunningPanel } from './running-panel.tsx';
import { useBacktest } from './use-backtests.ts';
import { useProgress } from './use-progress.ts';

const about = ({ variant, startDate, endDate, data, seed, account }: Backtest): string =>
  [
    variant,
    startDate === undefined ? undefined : `${startDate} to ${endDate ?? '…'}`,
    data,
    seed === undefined ? undefined : `seed ${seed}`,
    account,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

const Heading = ({ backtest }: { readonly backtest: Backtest }) => (
  <div className="min-w-0">
    <h2 className="flex items-center gap-2 text-sm font-semibold">
      <span className="truncate">{titleOf(backtest)}</span> <Status word={backtest.status} />
    </h2>
    <p className="truncate text-2xs text-muted">{about(backtest)}</p>
  </div>
);

const Failure = ({ backtest }: { readonly backtest: Backtest }) => (
  <div role="alert" className="rounded-lg border border-down/40 bg-surface p-4">
    <p className="text-sm font-semibold text-down">
      {backtest.status === 'cancelled' ? 'It was cancelled.' : 'It failed.'}
    </p>
    <p className="mt-1 text-xs break-words">{backtest.error ?? 'No reason was told.'}</p>
    {backtest.errorDetails !== undefined && (
      <pre
        className="mt-3 max-h-80 overflow-auto rounded-md bg-raised p-3 font-mono text-2xs whitespace-pre-wrap"
        tabIndex={0}
      >
        {backtest.errorDetails}
      </pre>
    )}
  </div>
);

/** What a view takes. */
export interface BacktestViewProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One backtest: while it runs how far it is, then what came of it. */
export const BacktestView = ({ id, onClose }: BacktestViewProps) => {
  const { value: backtest, fault, again } = useBacktest(id);
  const progress = useProgress(id);
  return (
    <div className="mx-auto flex max-w-[90rem] flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button look="quiet" icon="collapse" onClick={onClose}>
          All backtests
        </Button>
        {backtest !== undefined && (
          <>
            <Heading backtest={backtest} />
            <div className="ml-auto flex gap-2">
              <BacktestActions backtest={backtest} onDone={again} onGone={onClose} />
            </div>
          </>
        )}
      </div>
      {fault !== undefined && <FaultNote fault={fault} />}
      {backtest === undefined && fault === undefined && <Loading title="the backtest" />}
      {backtest !== undefined && !hasEnded(backtest) && <RunningPanel backtest={backtest} progress={progress} />}
      {backtest?.status === 'complete' && <ResultView backtest={backtest} />}
      {(backtest?.status === 'failed' || backtest?.status === 'cancelled') && <Failure backtest={backtest} />}
      <RunLogs id={id} className="h-72" />
    </div>
  );
};
