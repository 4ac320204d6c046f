import type { BacktestAnswer } from '../backtest-answer.ts';
import { fieldsOf, textOf } from '../../terminal/json-fields.ts';
import { equityCharts } from './equity-chart.ts';
import { resultsOfAnswer } from './kept-results.ts';
import type { KeptResults } from './kept-results.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { reportStyle } from './report-style.ts';
import { figurePairs, monthlyTable, pairs, regimeTable, tradeTable } from './report-tables.ts';
import { amount, gain, moment, number } from './words.ts';

/**
 * A backtest as one page of HTML that needs nothing else: its pictures are in it, no script runs, nothing is fetched. It follows the
 * reader's theme and prints.
 */
export const reportPage = (answer: BacktestAnswer): string => {
  const results = resultsOfAnswer(answer);
  const title = ['symbol', 'timeframe', 'variant']
    .map((name) => textOf(fieldsOf(answer)[name]))
    .join(' ')
    .trim();
  const days = answer.start_date === undefined ? '' : `${answer.start_date} to ${answer.end_date ?? ''}`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Backtest ${title} ${days}</title>
<style>${{ markup: reportStyle }}</style>
</head>
<body>
<main>
<header><h1>${title === '' ? answer.strategy : title}</h1>
<p class="soft">${results.strategy ?? answer.strategy} · ${days === '' ? 'no bars played' : days} · ${answer.status}</p></header>
${answer.error === undefined ? undefined : failure(answer)}
${answer.result === undefined ? undefined : tiles(answer, results)}
${fullSections(results)}
${section('How it was run', pairs(termsOf(answer, results)))}
</main>
</body>
</html>
`;
  return page.markup;
};

const section = (heading: string, body: Markup): Markup => markup`<section><h2>${heading}</h2>
${body}</section>
`;

const failure = ({ status, error, error_details: details }: BacktestAnswer): Markup =>
  section(
    status === 'cancelled' ? 'Cancelled' : 'Failed',
    markup`<p>${error ?? ''}</p>${details === undefined ? undefined : markup`<pre>${details}</pre>`}`,
  );

const percent = (value: unknown): string => `${number(value)}\u00a0%`;

const tiles = ({ result = {} }: BacktestAnswer, { currency = '', profitFactor }: KeptResults): Markup => {
  const shown: readonly (readonly [string, string | Markup])[] = [
    ['Final balance', `${number(result.final_balance)} ${currency}`.trim()],
    ['Return', gain(result.return_pct, percent)],
    ['Deepest drawdown', result.drawdown === undefined ? '–' : percent(result.drawdown)],
    ['Sharpe ratio', number(result.sharpe_ratio)],
    ['Round trips', amount(result.total_trades)],
    ['Win rate', result.win_rate === undefined ? '–' : percent(result.win_rate)],
    ['Profit factor', number(profitFactor)],
  ];
  return markup`<dl class="tiles">${shown.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
};

const fullSections = (results: KeptResults): Markup => {
  const {
    equityCurve,
    equityCurveEveryBars = 1,
    monthly,
    regimes,
    figures,
    trades,
    tradesOmitted = 0,
    currency = '',
  } = results;
  if (equityCurve === undefined) {
    const advice = 'Equity curve, months, regimes and trades are in reports of vanilla_full and spiced_full.';
    return markup`<p class="soft">${advice}</p>`;
  }
  const every = equityCurveEveryBars === 1 ? 'every close' : `every ${equityCurveEveryBars}th close`;
  const omitted =
    tradesOmitted === 0 ? '' : ` The first ${trades?.length ?? 0}; ${tradesOmitted} later ones are left out.`;
  return markup`${section('Equity', markup`${equityCharts(equityCurve, currency)}<p class="soft">Drawn at ${every}; times are UTC.</p>`)}
${monthly === undefined ? undefined : section('Months', monthlyTable(monthly))}
${regimes === undefined ? undefined : section('Regimes', markup`${regimeTable(regimes)}<p class="soft">A trade counts to the regime at the close before its entry.</p>`)}
${figures === undefined ? undefined : section('Figures', figurePairs(figures))}
${trades === undefined ? undefined : section('Trades', markup`${tradeTable(trades)}<p class="soft">Entry and exit are averages, P&amp;L is after all costs.${omitted}</p>`)}`;
};

const termsOf = (answer: BacktestAnswer, results: KeptResults): readonly (readonly [string, string])[] => {
  const asked = Object.entries(fieldsOf(answer.request)).map(([name, value]) => [name, textOf(value)] as const);
  return [
    ['backtest', answer.backtest_id],
    ['created', moment(answer.created_at)],
    ['took', answer.result?.duration_seconds === undefined ? '–' : `${answer.result.duration_seconds} s`],
    ['strategy', answer.strategy],
    ['data', answer.data],
    ['seed', String(answer.seed)],
    ['bars, of which warm-up', `${amount(results.bars)}, ${amount(results.warmupBars)}`],
    ['fills', amount(results.fills)],
    ['fees paid', number(results.feesPaid)],
    ['funding received', number(results.fundingReceived)],
    ['year of the market', results.tradingYear ?? '–'],
    ...asked.filter(([name]) => !['strategy', 'data', 'seed'].includes(name)),
  ];
};
