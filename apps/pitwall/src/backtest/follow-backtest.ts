import type { Clock } from '@pitwall/gateway';
import { quantmindTail } from '../tail/quantmind-lines.ts';
import { connectLive } from '../tail/live-connection.ts';
import { tailLine } from '../tail/tail-line.ts';
import { fieldsOf, parseJson, textOf } from '../terminal/json-fields.ts';
import { money, plainLine } from '../terminal/figures.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ApiAddress } from '../api/api-client.ts';
import type { ProgressView } from './progress-view.ts';

/** How a backtest ended, as its reader heard it. */
export type BacktestEnd =
  | { readonly how: 'complete' }
  | { readonly how: 'error'; readonly error: string }
  /** Nobody could be heard any more; what became of it can be asked. */
  | { readonly how: 'unheard'; readonly reason: string };

/** What following works with. */
export interface FollowParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly terminal: Terminal;
  readonly view: ProgressView;
  /** Whether its log is shown. */
  readonly showLog: boolean;
}

/** A backtest that is being followed. */
export interface Following {
  readonly ended: Promise<BacktestEnd>;
  close(): void;
}

/** Follows a backtest as a quantmind console would, on its own topic: what it said before is said again there. */
export const followBacktest = (
  address: ApiAddress,
  { backtestId, account }: { readonly backtestId: string; readonly account: string },
  parts: FollowParts,
): Following => {
  const { clock, random, terminal, view } = parts;
  const { promise, resolve } = Promise.withResolvers<BacktestEnd>();
  const url = new URL('/ws/quantmind', address.url);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('account', account);

  const hear = (text: string): void => {
    const message = fieldsOf(parseJson(text));
    const data = fieldsOf(message['data']);
    switch (message['type']) {
      case 'backtest_progress':
        view.update(Number(data['progress']), progressNote(data));
        return;
      case 'backtest_start':
      case 'log_entry':
        if (message['type'] === 'log_entry' && !parts.showLog) return;
        view.log(tailLine(text, quantmindTail, { colors: terminal.colors, now: clock.now() }));
        return;
      case 'backtest_complete':
        resolve({ how: 'complete' });
        return;
      case 'backtest_error':
        resolve({ how: 'error', error: plainLine(textOf(data['error'])) });
        return;
      default:
    }
  };
  const connection = connectLive(
    { urlFor: () => url.href, wait: false, ...(address.token === undefined ? {} : { token: address.token }) },
    {
      onOpen: () => quantmindTail.subscribe([`backtest:${backtestId}`]),
      onMessage: hear,
      onRetry: ({ reason }) => view.log(terminal.colors.yellow(`${plainLine(reason)}; connecting again`)),
      onEnd: ({ reason }) => resolve({ how: 'unheard', reason: plainLine(reason) }),
    },
    { clock, random },
  );
  return { ended: promise, close: () => connection.close() };
};

const progressNote = (data: { readonly [name: string]: unknown }): string =>
  plainLine(`${textOf(data['current_date'])}  ${textOf(data['trades_count'])} trades  ${money(data['current_pnl'])}`);
