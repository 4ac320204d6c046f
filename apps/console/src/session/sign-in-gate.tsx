import { useSyncExternalStore } from 'react';
import { Mark } from '../shell/mark.tsx';
import { SignInForm } from './sign-in.tsx';
import type { TokenBroker, TokenQuestion } from './token-broker.ts';

/** The question of a broker, as it changes. */
export const useTokenQuestion = (tokens: TokenBroker): TokenQuestion | undefined =>
  useSyncExternalStore(
    (changed) => tokens.watch(changed),
    () => tokens.question,
  );

/** What the gate takes. */
export interface SignInGateProps {
  readonly tokens: TokenBroker;
  /** Begins anew where nobody waits for the token. */
  readonly onRestart: () => void;
}

/** Stands over the page while a token is asked for; one that only ends soon can be put off. */
export const SignInGate = ({ tokens, onRestart }: SignInGateProps) => {
  const question = useTokenQuestion(tokens);
  if (question === undefined) return null;
  const give = (token: string) => {
    if (!tokens.give(token)) onRestart();
  };
  const canWait = question.why === 'expiring' || tokens.hasToken;
  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-label="Sign in"
      className="fixed inset-0 z-50 grid place-items-center bg-ground/90 p-4"
    >
      <div className="appear w-full max-w-sm rounded-xl border border-line bg-surface p-6 shadow-float">
        <div className="mb-4 flex items-center gap-2.5 text-sm font-semibold">
          <Mark /> Pitwall
        </div>
        <SignInForm why={question.why} onToken={give} onDismiss={canWait ? () => tokens.dismiss() : undefined} />
      </div>
    </div>
  );
};
