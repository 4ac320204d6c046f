import { useAccount } from '../../console/use-choices.ts';
import { useFacts } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { Gain, GainPercent, Money } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';
import { Status } from '../../ui/status.tsx';

interface AccountRow {
  readonly equity: FactOf<'equity'>;
  readonly risk: string | undefined;
  readonly isHalted: boolean;
  readonly isDisarmed: boolean;
}

const wordOf = ({ risk, isHalted, isDisarmed }: AccountRow): string | undefined => {
  if (isHalted) return 'hard_stop';
  return isDisarmed ? 'disarmed' : risk;
};

const useRows = (): readonly AccountRow[] => {
  const risks = useFacts('risk-status');
  const breakers = useFacts('circuit-breaker');
  const arms = useFacts('master-arm');
  return useFacts('equity').map((equity) => {
    const isOwn = ({ account }: { readonly account: string }) => account === equity.account;
    return {
      equity,
      risk: risks.find(isOwn)?.data.status,
      isHalted: breakers.find(isOwn)?.data.active === true,
      isDisarmed: arms.find(isOwn)?.data.armed === false,
    };
  });
};

const columnsFor = (choose: (account: string) => void): readonly SimpleColumn<AccountRow>[] => [
  {
    id: 'account',
    title: 'Account',
    cell: ({ equity: { account } }) => (
      <button type="button" className="font-medium text-accent hover:underline" onClick={() => choose(account)}>
        {account}
      </button>
    ),
  },
  { id: 'equity', title: 'Equity', align: 'right', cell: ({ equity }) => <Money value={equity.data.equity} /> },
  { id: 'day', title: 'Day', align: 'right', cell: ({ equity }) => <Gain value={equity.data.dailyPnl} /> },
  {
    id: 'drawdown',
    title: 'Drawdown',
    align: 'right',
    isWideOnly: true,
    cell: ({ equity }) => <GainPercent value={equity.data.drawdownRatio} />,
  },
  { id: 'risk', title: 'Risk', align: 'right', cell: (row) => <Status word={wordOf(row)} /> },
];

/** All accounts side by side, where there are several and none is chosen. */
export const AccountsPanel = () => {
  const [, choose] = useAccount();
  const rows = useRows();
  return (
    <Panel title="Accounts" kinds={['equity', 'risk-status']} flush className="max-h-80">
      <SimpleTable label="Accounts" columns={columnsFor(choose)} rows={rows} rowKey={({ equity }) => equity.account} />
    </Panel>
  );
};
