import { useMemo, useSyncExternalStore } from 'react';
import { ConsoleContext } from './console/console-context.ts';
import type { Console } from './console/console-context.ts';
import type { SessionHost } from './session/session-host.ts';
import { isBlocking, SignInGate, useTokenQuestion } from './session/sign-in-gate.tsx';
import { AppShell } from './shell/app-shell.tsx';
import { Toasts } from './ui/toasts.tsx';
import { Loading } from './ui/panel.tsx';

/** What the console is made of; all but the session stays for the life of the page. */
export interface AppParts extends Omit<Console, 'session'> {
  readonly host: SessionHost;
}

/** The console. */
export const App = ({ host, router, preferences, tokens, ticker, gatewayUrl }: AppParts) => {
  const session = useSyncExternalStore(
    (changed) => host.watch(changed),
    () => host.session,
  );
  const found = useMemo<Console | undefined>(
    () => (session === undefined ? undefined : { session, router, preferences, tokens, ticker, gatewayUrl }),
    [session, router, preferences, tokens, ticker, gatewayUrl],
  );
  const question = useTokenQuestion(tokens);
  if (found === undefined) return <Loading title="the console" />;
  return (
    <ConsoleContext value={found}>
      <Toasts>
        <div inert={isBlocking(question)}>
          <AppShell />
        </div>
        <SignInGate tokens={tokens} onRestart={() => void host.start()} />
      </Toasts>
    </ConsoleContext>
  );
};
