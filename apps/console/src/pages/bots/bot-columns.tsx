import { formatAmount } from '../../format/amount-text.ts';
import { Sparkline } from '../../chart/sparkline.tsx';
import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Badge } from '../../ui/badge.tsx';
import { Gain, Money, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, stateColumn, textColumn, timeColumn } from '../blotters/fact-columns.tsx';
import { Share } from '../blotters/share.tsx';
import type { BotResults } from './bot-results.ts';

type Bot = FactOf<'bot'>;

/** A sentence about the results, for the curve's title. */
export const resultSentence = ({ curve, total }: BotResults): string =>
  curve.length === 0
    ? 'No trade that this page knows closed a position'
    : `${curve.length} closing trades that this page knows: ${formatAmount(total, { signed: true })}`;

/** The columns of bots. Curves are left out: those of thousands of rows are the cards' matter. */
export const botColumns = (resultsFor: (bot: Bot) => BotResults): readonly Column<Bot>[] => [
  nameColumn({ id: 'name', title: 'Bot', widthPx: 250 }, ({ data }) => data.name ?? data.botId),
  stateColumn({ id: 'status', title: 'Status', widthPx: 110, phone: 'detail' }, ({ data }) => data.status),
  {
    id: 'mode',
    title: 'Mode',
    type: 'text',
    widthPx: 76,
    value: ({ data }) => data.tradingMode,
    cell: ({ data }) => (data.tradingMode === undefined ? '–' : <Badge>{data.tradingMode}</Badge>),
  },
  textColumn({ id: 'symbol', title: 'Symbol', widthPx: 90 }, ({ data }) => data.symbol),
  figureColumn({ id: 'pnl', title: 'P&L', flashes: true, phone: 'figure' }, ({ data }) => data.pnl, Gain),
  {
    id: 'curve',
    title: 'Closed trades',
    type: 'text',
    widthPx: 120,
    value: (bot) => resultsFor(bot).total,
    cell: (bot) => (
      <Sparkline values={resultsFor(bot).curve} summary={resultSentence(resultsFor(bot))} className="h-6 w-24" />
    ),
  },
  figureColumn({ id: 'wins', title: 'Win rate', widthPx: 84, phone: 'aside' }, ({ data }) => data.winRate, Share),
  figureColumn({ id: 'trades', title: 'Trades', widthPx: 76 }, ({ data }) => data.tradesCount, Quantity),
  figureColumn({ id: 'capital', title: 'Capital' }, ({ data }) => data.capital, Money),
  textColumn({ id: 'platform', title: 'Platform', widthPx: 130 }, ({ data }) => data.platform),
  textColumn({ id: 'account', title: 'Account', widthPx: 90 }, ({ account }) => account),
  timeColumn({ id: 'last', title: 'Last trade' }, ({ data }) => data.lastTradeAt),
  textColumn({ id: 'risk', title: 'Risk mode', isHidden: true }, ({ data }) => data.riskMode),
  textColumn({ id: 'id', title: 'Bot id', isHidden: true }, ({ data }) => data.botId),
];
