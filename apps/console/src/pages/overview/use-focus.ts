import { useAccount, useParam } from '../../console/use-choices.ts';
import { useAccounts } from '../../console/use-facts.ts';

/** The one account whose curve and risk are shown, and how to look at another. */
export interface Focus {
  /** Undefined before anything of any account is known. */
  readonly account: string | undefined;
  readonly choose: (account: string) => void;
}

/** The chosen account; where all are looked at, the one of the address, else the first. */
export const useFocus = (): Focus => {
  const accounts = useAccounts();
  const [chosen] = useAccount();
  const [focus, choose] = useParam('focus');
  const known = focus !== undefined && accounts.includes(focus) ? focus : accounts[0];
  return { account: chosen ?? known, choose };
};
