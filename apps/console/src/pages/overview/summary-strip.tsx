import { useAccount } from '../../console/use-choices.ts';
import { useFacts, useLatest } from '../../console/use-facts.ts';
import { formatPercent } from '../../format/amount-text.ts';
import type { Amount } from '../../format/decimal.ts';
import { Gain, GainPercent, Money } from '../../ui/figure.tsx';
import { StatTile } from '../../ui/stat-tile.tsx';
import { sumAccounts } from './account-sums.ts';

/** Nothing where it was not published: one dash says so already. */
const ratioOf = (ratio: Amount | undefined) => ratio !== undefined && <GainPercent value={ratio} />;

const OfOne = () => {
  const equity = useLatest('equity');
  const fleet = useLatest('fleet-metrics');
  const { data } = equity ?? {};
  return (
    <>
      <StatTile label="Equity" aside={data?.currency}>
        <Money value={data?.equity} />
      </StatTile>
      <StatTile label="Day" aside={ratioOf(data?.dailyPnlRatio)}>
        <Gain value={data?.dailyPnl} />
      </StatTile>
      <StatTile label="Week" aside={ratioOf(data?.weeklyPnlRatio)}>
        <Gain value={data?.weeklyPnl} />
      </StatTile>
      <StatTile label="Total" aside={ratioOf(data?.totalPnlRatio)}>
        <Gain value={data?.totalPnl} />
      </StatTile>
      <StatTile label="Drawdown" aside={ratioOf(data?.drawdownRatio)}>
        <Gain value={data?.drawdown} />
      </StatTile>
      {/* Not beside the value of positions: that is told more often, and two figures of different moments contradict. */}
      <StatTile label="Exposure" aside="of equity" title="Notional of all positions as a part of the equity">
        <span className="figures">{formatPercent(fleet?.data.exposureRatio, { digits: 1 })}</span>
      </StatTile>
    </>
  );
};

const OfAll = () => {
  const sums = sumAccounts(useFacts('equity'));
  const count = useFacts('equity').length;
  return (
    <>
      <StatTile label={`Equity of ${count} accounts`} aside={sums.currency}>
        <Money value={sums.equity} />
      </StatTile>
      <StatTile label="Day">
        <Gain value={sums.dailyPnl} />
      </StatTile>
      <StatTile label="Week">
        <Gain value={sums.weeklyPnl} />
      </StatTile>
      <StatTile label="Total">
        <Gain value={sums.totalPnl} />
      </StatTile>
      <StatTile label="In positions">
        <Money value={sums.positionsValue} />
      </StatTile>
    </>
  );
};

/** The figures that are looked at first. */
export const SummaryStrip = () => {
  const [account] = useAccount();
  const isOne = useFacts('equity').length < 2 || account !== undefined;
  return (
    <section aria-label="Summary" className="rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 divide-line *:border-line sm:grid-cols-3 xl:grid-cols-6 xl:divide-x">
        {isOne ? <OfOne /> : <OfAll />}
      </dl>
    </section>
  );
};
