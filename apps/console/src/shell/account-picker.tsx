import { useAccounts } from '../console/use-facts.ts';
import { useAccount } from '../console/use-choices.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

const all = '*';

/** Whose facts the pages show. With one account there is nothing to choose, and it is said which. */
export const AccountPicker = () => {
  const accounts = useAccounts();
  const [account, choose] = useAccount();
  const names = account === undefined || accounts.includes(account) ? accounts : [...accounts, account];
  if (names.length < 2) {
    return <span className="hidden px-1 text-xs text-muted sm:inline">{names[0] ?? 'no account yet'}</span>;
  }
  return (
    <Menu
      label="Account"
      trigger={
        <Button look="plain" icon="account" className="max-w-40" aria-label={`Account: ${account ?? 'all accounts'}`}>
          <span className="truncate">{account ?? 'All accounts'}</span>
        </Button>
      }
      items={[
        { id: all, title: 'All accounts', isChosen: account === undefined },
        ...names.map((name) => ({ id: name, title: name, isChosen: name === account })),
      ]}
      onChoose={(id) => choose(id === all ? undefined : id)}
    />
  );
};
