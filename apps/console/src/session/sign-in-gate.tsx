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

/** Whether nothing can be done before a question is answered: a token that only ends soon is asked for beside the work. */
export const isBlocking = (question: TokenQuestion | undefined): boolean =>
  question !== undefined && question.why !== 'expiring';

/** What the gate takes. */
export interface SignInGateProps {
  readonly tokens: TokenBroker;
  /** Begins anew where nobody waits for the token. */
  readonly onRestart: () => void;
}

/** Stands over the page while a token is asked for; for one that only ends soon it stands in a corner, and can be put off. */
export const SignInGate = ({ tokens, onRestart }: SignInGateProps) => {
  const question = useTokenQuestion(tokens);
  if (question === undefined) return null;
  const give = (token: string) => {
    if (!tokens.give(token)) onRestart();
  };
  const { why } = question;
  const dismiss = why === 'expiring' || tokens.hasToken ? () => tokens.dismiss() : undefined;
  if (!isBlocking(question)) {
    return (
      <section
        aria-label="Sign in"
        className="appear fixed right-4 bottom-20 z-50 w-80 max-w-[calc(100vw-2rem)] rounded-xl border border-warn/50 bg-surface p-4 shadow-float md:bottom-4"
      >
        <SignInForm why={why} onToken={give} onDismiss={dismiss} />
      </section>
    );
  }
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
        <SignInForm why={why} onToken={give} onDismiss={dismiss} />
      </div>
    </div>
  );
};
