import { createContext, use } from 'react';
import type { PreferenceStore } from '../preferences/preferences.ts';
import type { Router } from '../route/router.ts';
import type { Session } from '../session/open-session.ts';
import type { TokenBroker } from '../session/token-broker.ts';
import type { Ticker } from './ticker.ts';

/** Everything that a page may use. It stays the same object as long as the connection does. */
export interface Console {
  readonly session: Session;
  readonly router: Router;
  readonly preferences: PreferenceStore;
  readonly tokens: TokenBroker;
  readonly ticker: Ticker;
  /** Where the gateway's HTTP is, without a slash at its end. */
  readonly gatewayUrl: string;
}

/** Where components find the console. */
export const ConsoleContext = createContext<Console | undefined>(undefined);

/** The console around a component. Throws outside of one. */
export const useConsole = (): Console => {
  const found = use(ConsoleContext);
  if (found === undefined)
    throw new Error('This component stands outside of the console: put it below ConsoleContext.');
  return found;
};
