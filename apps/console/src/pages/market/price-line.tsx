import { useFacts } from '../../console/use-facts.ts';
import { Gain, GainPercent, Price, Quantity } from '../../ui/figure.tsx';
import { Moment } from '../../ui/moment.tsx';

/** The newest price of a symbol, and how it changed. */
export const PriceLine = ({ symbol }: { readonly symbol: string }) => {
  const fact = useFacts('market').find(({ data }) => data.symbol === symbol);
  if (fact === undefined) return undefined;
  const { price, change, changeRatio, volume } = fact.data;
  return (
    <dl className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-3.5 pt-2.5 text-xs">
      <div className="flex items-baseline gap-2">
        <dt className="sr-only">Price</dt>
        <dd className="text-lg font-semibold tracking-tight">
          <Price value={price} />
        </dd>
        <dt className="sr-only">Change since the last close</dt>
        <dd className="flex gap-2">
          <Gain value={change} />
          <GainPercent value={changeRatio} />
        </dd>
      </div>
      <div className="flex gap-1.5">
        <dt className="text-faint">volume</dt>
        <dd>
          <Quantity value={volume} />
        </dd>
      </div>
      <div className="flex gap-1.5">
        <dt className="text-faint">at</dt>
        <dd>
          <Moment at={fact.occurredAt} receivedAt={fact.receivedAt} />
        </dd>
      </div>
      {fact.marketTime !== undefined && (
        <div className="flex gap-1.5">
          <dt className="text-faint">replays</dt>
          <dd>
            <Moment at={fact.marketTime} />
          </dd>
        </div>
      )}
    </dl>
  );
};
