import { useParam } from '../../console/use-choices.ts';
import { useFacts } from '../../console/use-facts.ts';
import { Panel } from '../../ui/panel.tsx';
import { CandlesPanel } from './candles-panel.tsx';
import { Watchlist } from './watchlist.tsx';

/** The symbol that is looked at: the one of the address, else the first by its name. */
const useSymbol = (): readonly [string | undefined, (symbol: string) => void] => {
  const [named, choose] = useParam('symbol');
  const first = useFacts('market')
    .map(({ data }) => data.symbol)
    .toSorted()[0];
  return [named ?? first, choose];
};

/** What prices do, and what was done at them. */
export const MarketPage = () => {
  const [symbol, choose] = useSymbol();
  return (
    <div className="grid h-full grid-rows-[minmax(22rem,2fr)_minmax(14rem,1fr)] gap-3 overflow-auto p-3 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-1">
      <CandlesPanel symbol={symbol} />
      <Panel title="Symbols" kinds={['market']} flush>
        <Watchlist chosen={symbol} onChoose={choose} />
      </Panel>
    </div>
  );
};
