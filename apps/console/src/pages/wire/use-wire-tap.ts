import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useConsole } from '../../console/console-context.ts';
import { textIn } from '../../gateway/json-fields.ts';
import { useAskGateway } from '../../gateway/use-gateway.ts';
import { openBrowserSocket } from './browser-socket.ts';
import { WireTap } from './wire-tap.ts';
import type { WireView } from './wire-tap.ts';

/** A tap and what it has. */
export interface OpenTap {
  readonly tap: WireTap;
  readonly view: WireView;
  /** Opens a socket of a dialect, as whoever is signed in. */
  readonly connect: (dialect: string, account: string | undefined) => Promise<void>;
}

const createTap = (): WireTap =>
  new WireTap({
    open: openBrowserSocket,
    now: () => Date.now(),
    nextFrame: (run) => void window.requestAnimationFrame(run),
  });

/** A tap that is closed when the page is left. */
export const useWireTap = (): OpenTap => {
  const { gatewayUrl, tokens } = useConsole();
  const ask = useAskGateway();
  const [tap] = useState(createTap);
  const view = useSyncExternalStore(
    useCallback((changed: () => void) => tap.watch(changed), [tap]),
    () => tap.view,
  );
  useEffect(() => () => tap.close(), [tap]);
  const connect = useCallback(
    async (dialect: string, account: string | undefined) => {
      const base = `${gatewayUrl.replace(/^http/, 'ws')}/ws/${dialect}`;
      const query = new URLSearchParams(account === undefined ? {} : { account });
      const shown = [base, query.toString()].filter((part) => part !== '').join('?');
      if (tokens.hasToken) {
        // A ticket is good once, so that no token stands in an address.
        const answer = await ask('/v1/tickets', { method: 'POST' });
        const ticket = answer.ok ? textIn(answer.json, 'ticket') : undefined;
        if (ticket === undefined) {
          tap.note(answer.ok ? 'The gateway gave no ticket.' : `${answer.fault.message} ${answer.fault.how}`);
          return;
        }
        query.set('ticket', ticket);
      }
      tap.open([base, query.toString()].filter((part) => part !== '').join('?'), shown);
    },
    [ask, gatewayUrl, tap, tokens],
  );
  return { tap, view, connect };
};
