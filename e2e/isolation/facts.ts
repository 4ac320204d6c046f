import { kinds } from '@pitwall/model';
import type { Kind } from '@pitwall/model';
import { amountOf, markOf } from './marks.ts';
import type { Owner } from './marks.ts';

/** What the facts of one owner are made of. */
interface Words {
  /** An owner's text. */
  readonly text: string;
  /** An owner's amount. */
  readonly amount: number;
  /** A small number, so that keys are met again. */
  readonly n: number;
  /** An id of a backtest, which anybody may guess. */
  readonly backtestId: string;
}

const once = <T>(n: number, choices: readonly [T, ...T[]]): T => choices[n % choices.length] ?? choices[0];

const side = (n: number) => once(n, ['long', 'short']);

/** One fact of every kind. */
const dataByKind: { readonly [K in Kind]: (words: Words) => object } = {
  equity: ({ text, amount }) => ({
    equity: amount,
    highWatermark: amount,
    currency: text,
    cash: amount,
    dailyPnl: amount,
    dailyPnlRatio: '0.01',
    drawdown: 0,
  }),
  position: ({ text, amount, n }) => ({
    action: once(n, ['opened', 'updated', 'updated', 'updated', 'closed']),
    symbol: `${text}-${n % 3}`,
    side: side(n),
    positionId: `${text}-p${n % 3}`,
    size: 1,
    entryPrice: amount,
    currentPrice: amount,
    unrealizedPnl: amount,
    unrealizedPnlRatio: '0.01',
    spotEntryPrice: amount,
    perpEntryPrice: amount,
    spotQuantity: 1,
    perpQuantity: 1,
    fundingCollected: amount,
    exitPrice: amount,
    realizedPnl: amount,
  }),
  order: ({ text, amount, n }) => ({
    orderId: `${text}-o${n % 4}`,
    status: once(n, ['new', 'partially_filled', 'filled']),
    symbol: text,
    side: 'buy',
    type: 'limit',
    quantity: 2,
    filledQuantity: 1,
    price: amount,
    createdAt: 1,
    updatedAt: 2,
  }),
  trade: ({ text, amount }) => ({
    tradeId: `${text}-t`,
    status: 'filled',
    symbol: text,
    side: 'buy',
    quantity: 1,
    price: amount,
    platform: text,
    botId: text,
  }),
  signal: ({ text, amount }) => ({
    signalId: text,
    type: 'confirm',
    status: 'filled',
    symbol: text,
    direction: 'long',
    entryPrice: amount,
    size: 1,
    phase: text,
    confidence: '0.9',
    reason: text,
  }),
  decision: ({ text, amount }) => ({
    decisionId: text,
    decision: 'buy',
    symbol: text,
    botId: text,
    platform: text,
    confidence: '0.9',
    reasoning: text,
    marketData: { price: amount, other: { note: text } },
    componentScores: { [text]: '0.5' },
    sizing: { capital: amount },
    stops: { stopLoss: amount },
  }),
  bot: ({ text, amount, n }) => ({
    botId: `${text}-${n % 2}`,
    status: once(n, ['running', 'paused', 'removed']),
    name: text,
    platform: text,
    symbol: text,
    tradingMode: 'paper',
    riskMode: 'moderate',
    capital: amount,
    pnl: amount,
  }),
  balances: ({ text, amount }) => ({
    platform: text,
    balances: { [text]: { free: amount, locked: amount, total: amount } },
    totalValue: amount,
    currency: 'ZAR',
  }),
  performance: ({ text, amount }) => ({ timeframe: text, winRate: '0.5', averageWin: amount, largestWin: amount }),
  'fleet-metrics': ({ amount }) => ({ totalPnl: amount, totalPnlRatio: '0.1', riskLevel: 'low' }),
  market: ({ text, amount, n }) => ({
    symbol: `${text}-${n % 2}`,
    price: amount,
    change: amount,
    changeRatio: 0,
    volume: 1,
  }),
  whale: ({ text, amount }) => ({ asset: text, platform: text, flowType: 'inflow', amount, valueUsd: amount }),
  wallet: ({ text, amount }) => ({
    event: 'deposit_confirmed',
    platform: text,
    asset: text,
    amount,
    transactionId: text,
    status: 'confirmed',
  }),
  alert: ({ text }) => ({ alertId: text, severity: 'warning', title: text, message: text, category: 'risk' }),
  log: ({ text, n, backtestId }) => ({
    level: once(n, ['info', 'warning', 'error']),
    message: text,
    module: text,
    ...(n % 2 === 0 ? { backtestId } : {}),
  }),
  activity: ({ text }) => ({ activityId: text, type: 'system', severity: 'info', message: text, details: { text } }),
  health: ({ text }) => ({ status: 'healthy', exchangeConnections: { [text]: 'connected' }, latencyMs: 3 }),
  'component-status': ({ text }) => ({ component: text, status: 'connected', details: { text } }),
  'source-status': ({ text }) => ({
    source: text,
    publisher: text,
    status: 'live',
    heartbeatMs: 5000,
    lastHeardAt: 1,
  }),
  task: ({ text, n }) => ({
    taskId: `${text}-${n % 2}`,
    status: once(n, ['queued', 'running', 'completed']),
    taskType: 'prediction',
    progressRatio: '0.5',
    result: { text },
  }),
  'risk-status': ({ text }) => ({ status: 'soft_pause', message: text, drawdownRatio: '-0.1', dailyLossRatio: '0.1' }),
  'circuit-breaker': ({ text, amount }) => ({ active: true, type: 'soft', reason: text, equity: amount }),
  'master-arm': ({ text, n }) => ({ armed: n % 2 === 0, changedBy: text, reason: text }),
  'config-change': ({ text }) => ({ updates: [{ type: 'asset_whitelist', disabledAssets: [text] }], operatorId: text }),
  flatten: ({ text, amount }) => ({
    action: 'flatten_all',
    closedCount: 1,
    reason: text,
    positionsClosed: [{ symbol: text, side: 'long', size: 1, exitPrice: amount, pnl: amount }],
  }),
  phase: ({ text, amount }) => ({ fromPhase: text, toPhase: text, equity: amount, threshold: amount, reason: text }),
  'backtest-start': ({ text, backtestId }) => ({
    backtestId,
    variant: 'vanilla',
    symbol: text,
    timeframe: 'H1',
    startDate: '2023-01-01',
    endDate: '2023-12-31',
  }),
  'backtest-progress': ({ text, amount, backtestId }) => ({
    backtestId,
    progressRatio: '0.5',
    status: text,
    barsProcessed: 1,
    totalBars: 2,
    currentDate: '2023-06-01',
    tradesCount: 1,
    currentPnl: amount,
  }),
  'backtest-complete': ({ text, amount, backtestId }) => ({
    backtestId,
    finalBalance: amount,
    totalTrades: 1,
    winRate: '0.5',
    sharpeRatio: 1,
    maxDrawdownRatio: '-0.1',
    returnRatio: '0.1',
    durationMs: 5,
    results: { text },
  }),
  'backtest-error': ({ text, backtestId }) => ({ backtestId, error: text, errorDetails: text }),
};

/** Id of an owner's nth backtest. */
export const backtestIdOf = (owner: Owner, n: number): string => `bt-${owner}-${n % 3}`;

/** The nth fact of a kind and an owner, as a publisher sends it. */
export const factOf = (kind: Kind, owner: Owner, n: number): { readonly kind: Kind; readonly data: object } => {
  const words = { text: markOf(owner), amount: amountOf(owner, n), n, backtestId: backtestIdOf(owner, n) };
  return { kind, data: dataByKind[kind](words) };
};

const names = Object.keys(dataByKind) as Kind[];

/** Kinds that belong to an account and that its publishers may say. */
export const ownKinds = names.filter((kind) => !kinds[kind].shared && kinds[kind].fromGateway !== true);

/** Kinds that everybody sees. */
export const sharedKinds = names.filter((kind) => kinds[kind].shared);
