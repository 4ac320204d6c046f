import { useCallback, useEffect, useMemo, useState } from 'react';
import { useConsole } from '../console/console-context.ts';
import { createAskGateway } from './gateway-http.ts';
import type { AskGateway, GatewayAnswer, GatewayFault } from './gateway-http.ts';

/** Asks the gateway over HTTP as whoever is signed in. */
export const useAskGateway = (): AskGateway => {
  const { gatewayUrl, tokens } = useConsole();
  return useMemo(() => createAskGateway(gatewayUrl, () => tokens.current), [gatewayUrl, tokens]);
};

/** What was asked for, as it was last answered. */
export interface Polled<T> {
  /** The last good answer; it stays while later ones fail. */
  readonly value: T | undefined;
  /** Why the newest answer is none. */
  readonly fault: GatewayFault | undefined;
  /** Asks at once. */
  readonly again: () => void;
}

type GoodAnswer = Extract<GatewayAnswer, { readonly ok: true }>;

/** What is asked for, again and again. */
export interface PollOptions<T> {
  readonly path: string;
  /** How long after an answer it is asked again, in ms. */
  readonly everyMs: number;
  /** Makes a value of an answer and of the value before; the same function at each render. */
  readonly read: (answer: GoodAnswer, before: T | undefined) => T;
}

interface Held<T> {
  readonly path: string;
  readonly value: T | undefined;
  readonly fault: GatewayFault | undefined;
}

/** Asks again and again while the page is seen, one question at a time. */
export const usePolled = <T>({ path, everyMs, read }: PollOptions<T>): Polled<T> => {
  const ask = useAskGateway();
  const [held, setHeld] = useState<Held<T>>({ path, value: undefined, fault: undefined });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isOver = false;
    let handle: number | undefined;
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const answer = await ask(path);
        if (isOver) return;
        setHeld((before) => {
          const value = before.path === path ? before.value : undefined;
          if (!answer.ok) return { path, value, fault: answer.fault };
          return { path, value: read(answer, value), fault: undefined };
        });
      }
      handle = window.setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      isOver = true;
      window.clearTimeout(handle);
    };
  }, [ask, path, everyMs, read, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const isCurrent = held.path === path;
  return { value: isCurrent ? held.value : undefined, fault: isCurrent ? held.fault : undefined, again };
};
