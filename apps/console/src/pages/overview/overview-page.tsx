import { useAccount } from '../../console/use-choices.ts';
import { useAccounts } from '../../console/use-facts.ts';
import { AccountsPanel } from './accounts-panel.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { BotsPanel } from './bots-panel.tsx';
import { EquityPanel } from './equity-panel.tsx';
import { PositionsPanel } from './positions-panel.tsx';
import { RiskPanel } from './risk-panel.tsx';
import { SummaryStrip } from './summary-strip.tsx';

/** How the operation is, at a glance. */
export const OverviewPage = () => {
  const [account] = useAccount();
  const hasSeveral = useAccounts().length > 1 && account === undefined;
  return (
    <div className="mx-auto flex max-w-[110rem] flex-col gap-3 p-3 xl:min-h-full">
      <SummaryStrip />
      {hasSeveral && <AccountsPanel />}
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <EquityPanel className="h-[26rem]" />
        <RiskPanel className="lg:h-[26rem]" />
      </div>
      {/* Fills what the window has left: a long list scrolls within its panel, and the page does not. */}
      <div className="grid gap-3 lg:grid-cols-2 xl:min-h-72 xl:grow xl:basis-72 xl:grid-cols-3 xl:grid-rows-[minmax(0,1fr)]">
        <PositionsPanel />
        <BotsPanel />
        <AlertsPanel />
      </div>
    </div>
  );
};
