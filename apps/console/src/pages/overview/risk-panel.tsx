import type { ReactNode } from 'react';
import { useAccounts, useLatest } from '../../console/use-facts.ts';
import { formatPercent } from '../../format/amount-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { GainPercent } from '../../ui/figure.tsx';
import { Age } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Status } from '../../ui/status.tsx';
import { useFocus } from './use-focus.ts';
import { plainWord } from '../../ui/status-looks.ts';

interface RowProps {
  readonly name: string;
  readonly at: number | undefined;
  readonly detail?: ReactNode;
  readonly children: ReactNode;
}

interface Of {
  readonly account: string;
}

const Row = ({ name, at, detail, children }: RowProps) => (
  <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-0.5 border-b border-line/60 py-2 last:border-0">
    <dt className="text-xs text-muted">{name}</dt>
    <dd className="justify-self-end">{children}</dd>
    <dd className="min-w-0 self-start text-2xs text-faint">{detail}</dd>
    <dd className="justify-self-end self-start text-2xs text-faint">
      <Age at={at} />
    </dd>
  </div>
);

const Arm = ({ account }: Of) => {
  const arm = useLatest('master-arm', { account });
  const by = arm?.data.changedBy;
  return (
    <Row name="Master arm" at={arm?.occurredAt} detail={[by, arm?.data.reason].filter(Boolean).join(': ')}>
      <Status word={arm === undefined ? undefined : arm.data.armed ? 'armed' : 'disarmed'} />
    </Row>
  );
};

const Breaker = ({ account }: Of) => {
  const breaker = useLatest('circuit-breaker', { account });
  const { active, type, reason } = breaker?.data ?? {};
  const word = active === true ? (type ?? 'hard') : 'normal';
  return (
    <Row name="Circuit breaker" at={breaker?.occurredAt} detail={active === true ? reason : 'not triggered'}>
      <Status word={breaker === undefined ? undefined : word} />
    </Row>
  );
};

const Limits = ({ account }: Of) => {
  const risk = useLatest('risk-status', { account });
  return (
    <Row name="Risk limits" at={risk?.occurredAt} detail={risk?.data.message}>
      <Status word={risk?.data.status} />
    </Row>
  );
};

const Phase = ({ account }: Of) => {
  const phase = useLatest('phase', { account });
  const { newRiskRatio, newMaxLeverage, toPhase } = phase?.data ?? {};
  const leverage = newMaxLeverage === undefined ? '' : `, leverage up to ${newMaxLeverage}`;
  const detail = newRiskRatio === undefined ? undefined : `risk ${formatPercent(newRiskRatio)} a trade${leverage}`;
  return (
    <Row name="Phase" at={phase?.occurredAt} detail={detail}>
      <span className="text-xs font-medium">{toPhase === undefined ? '–' : plainWord(toPhase)}</span>
    </Row>
  );
};

const Losses = ({ account }: Of) => {
  const risk = useLatest('risk-status', { account });
  const equity = useLatest('equity', { account });
  return (
    <Row name="Drawdown" at={equity?.occurredAt ?? risk?.occurredAt} detail="of the high watermark">
      <GainPercent value={equity?.data.drawdownRatio ?? risk?.data.drawdownRatio} className="text-xs font-medium" />
    </Row>
  );
};

const empty = (
  <EmptyState icon="risk" title="No risk state yet">
    It is here once an engine publishes <code className="font-mono">risk-status</code>,{' '}
    <code className="font-mono">circuit-breaker</code> or <code className="font-mono">master-arm</code>.
  </EmptyState>
);

const kinds = ['risk-status', 'circuit-breaker', 'master-arm', 'phase'] as const;

/** Whether the account may trade, and what holds it back: of the account that the curve is of. */
export const RiskPanel = ({ className }: { readonly className?: string }) => {
  const { account = '*' } = useFocus();
  const hasSeveral = useAccounts().length > 1;
  const known = [
    useLatest('risk-status', { account }),
    useLatest('circuit-breaker', { account }),
    useLatest('master-arm', { account }),
  ];
  return (
    <Panel
      title={hasSeveral ? `Risk of ${account}` : 'Risk'}
      kinds={kinds}
      empty={known.some((fact) => fact !== undefined) ? undefined : empty}
      {...(className === undefined ? {} : { className })}
    >
      <dl className="-my-2 flex flex-col">
        <Arm account={account} />
        <Breaker account={account} />
        <Limits account={account} />
        <Phase account={account} />
        <Losses account={account} />
      </dl>
    </Panel>
  );
};
