import { useEffect, useState } from 'react';
import { useConsole } from '../../console/console-context.ts';
import type { AnyFact } from '../../data/fact.ts';
import { readPast } from './past-steps.ts';
import type { Past } from './past-steps.ts';

/** How far the past of something is known. */
export type PastAnswer =
  { readonly state: 'asking' } | { readonly state: 'failed' } | ({ readonly state: 'told' } & Past);

const asking: PastAnswer = { state: 'asking' };

const symbolOf = (data: object): string | undefined => {
  const symbol: unknown = Reflect.get(data, 'symbol');
  return typeof symbol === 'string' ? symbol : undefined;
};

/** Asks the log for the past of what a fact is about, when another thing is opened or it takes another step. */
export const usePast = ({ kind, key, account, seq, data }: AnyFact, steps: number): PastAnswer => {
  const { gatewayUrl, tokens } = useConsole();
  const [answer, setAnswer] = useState<PastAnswer>(asking);
  const symbol = symbolOf(data);
  const epoch = seq.slice(0, seq.lastIndexOf('.'));
  useEffect(() => {
    const over = new AbortController();
    const ask = async (query: URLSearchParams): Promise<unknown> => {
      const headers = tokens.current === '' ? {} : { authorization: `Bearer ${tokens.current}` };
      const response = await fetch(`${gatewayUrl}/v1/events?${query.toString()}`, { headers, signal: over.signal });
      if (!response.ok) throw new Error(`The gateway answered ${response.status}`);
      return response.json();
    };
    readPast({ kind, key, account, symbol, seq: `${epoch}.0` }, ask).then(
      (past) => setAnswer({ state: 'told', ...past }),
      () => {
        if (!over.signal.aborted) setAnswer({ state: 'failed' });
      },
    );
    return () => over.abort();
  }, [gatewayUrl, tokens, kind, key, account, symbol, epoch, steps]);
  return answer;
};
