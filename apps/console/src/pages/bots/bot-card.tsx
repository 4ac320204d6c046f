import type { ReactNode } from 'react';
import { Sparkline } from '../../chart/sparkline.tsx';
import type { FactOf } from '../../data/fact.ts';
import { formatCount, formatPercent } from '../../format/amount-text.ts';
import { PageLink } from '../../route/page-link.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Gain, Money } from '../../ui/figure.tsx';
import { Age } from '../../ui/moment.tsx';
import { Status } from '../../ui/status.tsx';
import { rowKeyOf } from '../blotters/newest-of-each.ts';
import { resultSentence } from './bot-columns.tsx';
import type { BotResults } from './bot-results.ts';

const Figure = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="truncate text-2xs text-faint">{name}</dt>
    <dd className="figures truncate text-xs">{children}</dd>
  </div>
);

/** A bot at a glance; pressed, it leads to everything of it. */
export const BotCard = ({ bot, results }: { readonly bot: FactOf<'bot'>; readonly results: BotResults }) => {
  const { data, account } = bot;
  return (
    <li className="relative flex flex-col gap-2.5 rounded-lg border border-line bg-surface p-3.5 hover:border-strong-line">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <PageLink
            page="bots"
            params={{ bot: rowKeyOf(bot) }}
            className="block truncate text-sm font-semibold after:absolute after:inset-0 after:rounded-lg"
          >
            {data.name ?? data.botId}
          </PageLink>
          <p className="truncate text-2xs text-faint">
            {[data.symbol, data.platform, account].filter((word) => word !== undefined).join(' · ')}
          </p>
        </div>
        <div className="flex shrink-0 gap-1.5">
          {data.tradingMode !== undefined && <Badge>{data.tradingMode}</Badge>}
          <Status word={data.status} />
        </div>
      </div>
      <div className="flex items-end justify-between gap-4">
        <p className="text-lg font-semibold tracking-tight">
          <Gain value={data.pnl} />
        </p>
        <div className="flex min-w-0 flex-col items-end gap-0.5">
          <Sparkline values={results.curve} summary={resultSentence(results)} className="h-8 w-32" />
          {results.curve.length > 0 && (
            <p className="truncate text-2xs text-faint">
              last {results.curve.length} closed <Gain value={results.total} />
            </p>
          )}
        </div>
      </div>
      <dl className="grid grid-cols-4 gap-2 border-t border-line/60 pt-2.5">
        <Figure name="Win rate">{formatPercent(data.winRate, { digits: 0 })}</Figure>
        <Figure name="Trades">{formatCount(data.tradesCount)}</Figure>
        <Figure name="Capital">
          <Money value={data.capital} />
        </Figure>
        <Figure name="Last trade">
          <Age at={data.lastTradeAt} />
        </Figure>
      </dl>
    </li>
  );
};
