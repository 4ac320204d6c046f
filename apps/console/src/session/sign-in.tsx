import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useZone } from '../console/use-choices.ts';
import { useNow } from '../console/use-time.ts';
import { formatClock, formatDuration } from '../format/time-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { TokenQuestion } from './token-broker.ts';
import { useTokenExpiry } from './use-token-expiry.ts';

const titles: Readonly<Record<TokenQuestion['why'], string>> = {
  missing: 'Sign in',
  refused: 'The token is not valid any more',
  expiring: 'Your token ends soon',
};

const sentences: Readonly<Record<TokenQuestion['why'], string>> = {
  missing: 'This gateway asks for a token. It stays in this tab and is gone when the tab is closed.',
  refused: 'It has ended, was revoked, or belongs to another gateway. Paste a new one to go on where you were.',
  expiring: 'Paste a new one of the same user: the page goes on without a break.',
};

/** What the form takes. */
export interface SignInProps {
  readonly why: TokenQuestion['why'];
  readonly onToken: (token: string) => void;
  /** Absent where nothing can be seen without a token. */
  readonly onDismiss?: (() => void) | undefined;
}

const Ending = ({ at }: { readonly at: number }) => {
  const nowMs = useNow();
  const zone = useZone();
  return (
    <p className="figures text-xs font-medium text-warn">
      {nowMs < at ? `It ends in ${formatDuration(at - nowMs)}, at ${formatClock(at, zone)}.` : 'It has ended.'}
    </p>
  );
};

/** Asks for a token. */
export const SignInForm = ({ why, onToken, onDismiss }: SignInProps) => {
  const id = useId();
  const [token, setToken] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const endsAt = useTokenExpiry();
  // Whoever works on is not to be torn away by a token that is still good.
  useEffect(() => {
    if (why !== 'expiring') input.current?.focus();
  }, [why]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') onToken(token);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="text-base font-semibold">
        {titles[why]}
      </h2>
      <p className="text-xs text-muted" role={why === 'expiring' ? 'status' : undefined}>
        {sentences[why]}
      </p>
      {why === 'expiring' && endsAt !== undefined && <Ending at={endsAt} />}
      <label htmlFor={id} className="text-xs font-medium">
        Token
      </label>
      <input
        id={id}
        ref={input}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={token}
        onChange={(event) => setToken(event.target.value)}
        className="h-9 rounded-md border border-strong-line bg-ground px-2.5 font-mono text-xs"
      />
      <div className="mt-1 flex gap-2">
        <Button look="primary" type="submit" disabled={token.trim() === ''}>
          Sign in
        </Button>
        {onDismiss !== undefined && <Button onClick={onDismiss}>Not now</Button>}
      </div>
      <p className="flex gap-1.5 border-t border-line pt-3 text-2xs text-faint">
        <Icon name="info" size={14} />
        <span>
          Whoever runs the gateway makes one with <code className="font-mono">pitwall token</code>.
        </span>
      </p>
    </form>
  );
};
