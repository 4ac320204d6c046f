import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { useConsole } from '../../console/console-context.ts';
import { useParam } from '../../console/use-choices.ts';
import type { Kind } from '../../data/fact.ts';
import { Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { BalancesBlotter } from './balances-blotter.tsx';
import { decisionList, orderList, positionList, signalList, tradeList } from './blotter-definitions.tsx';
import { FactList } from './fact-list.tsx';
import { isLive } from './order-list.tsx';
import { isHeld } from './position-list.tsx';
import { ScopeChoice, useScope } from './scope-choice.tsx';

const Positions = () => {
  const [isAll] = useScope();
  return (
    <FactList definition={positionList} toolbar={<ScopeChoice some="Open" />} {...(isAll ? {} : { keep: isHeld })} />
  );
};

const Orders = () => {
  const [isAll] = useScope();
  return <FactList definition={orderList} toolbar={<ScopeChoice some="Live" />} {...(isAll ? {} : { keep: isLive })} />;
};

interface Blotter {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  readonly content: ReactNode;
}

/** The lists, in the order of their tabs; `?list=` names them, so a name never changes. */
const blotters: readonly [Blotter, ...Blotter[]] = [
  { id: 'positions', title: 'Positions', kinds: ['position'], content: <Positions /> },
  { id: 'orders', title: 'Orders', kinds: ['order'], content: <Orders /> },
  { id: 'trades', title: 'Trades', kinds: ['trade'], content: <FactList definition={tradeList} /> },
  { id: 'signals', title: 'Signals', kinds: ['signal'], content: <FactList definition={signalList} /> },
  { id: 'decisions', title: 'Decisions', kinds: ['decision'], content: <FactList definition={decisionList} /> },
  { id: 'balances', title: 'Balances', kinds: ['balances'], content: <BalancesBlotter /> },
];

/** Everything that is held, wanted, done, decided and owned, row by row. */
export const BlottersPage = () => {
  const { router } = useConsole();
  const [list] = useParam('list');
  const chosen = blotters.find(({ id }) => id === list) ?? blotters[0];
  // Another list has other rows and another scope, so nothing of this one is taken along.
  const choose = useCallback(
    (id: string) => router.chooseAll({ list: id, open: undefined, scope: undefined }),
    [router],
  );
  return (
    <div className="h-full p-3">
      <Panel title={chosen.title} kinds={chosen.kinds} flush className="h-full">
        <Tabs label="Lists" tabs={blotters} chosen={chosen.id} onChoose={choose} />
      </Panel>
    </div>
  );
};
