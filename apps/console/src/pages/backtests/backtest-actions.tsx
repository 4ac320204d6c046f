import { useState } from 'react';
import { useAskGateway } from '../../gateway/use-gateway.ts';
import { saveFile } from '../../platform/save-file.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { hasEnded } from './backtest.ts';
import type { Backtest } from './backtest.ts';

/** What the actions take. */
export interface BacktestActionsProps {
  readonly backtest: Backtest;
  /** Something was done: the backtest may be another now. */
  readonly onDone: () => void;
  readonly onGone: () => void;
}

const files = [
  { id: 'report.html', title: 'Report, as a page', type: 'text/html' },
  { id: 'result.json', title: 'All of it, as JSON', type: 'application/json' },
  { id: 'trades.csv', title: 'Trades, as CSV', type: 'text/csv' },
  { id: 'equity.csv', title: 'Equity, as CSV', type: 'text/csv' },
] as const;

const pathOf = ({ id }: Backtest): string => `/api/backtests/${encodeURIComponent(id)}`;

/** The file comes by a request with the token in its header, which a link could not show. */
const ExportMenu = ({ backtest }: { readonly backtest: Backtest }) => {
  const ask = useAskGateway();
  const say = useToast();
  const save = async (name: string) => {
    const answer = await ask(`${pathOf(backtest)}/${name}`);
    const type = files.find(({ id }) => id === name)?.type;
    if (answer.ok) saveFile(`backtest-${backtest.id}-${name}`, answer.text, type);
    else say({ title: answer.fault.message, tone: 'down' });
  };
  return (
    <Menu
      label="Export"
      trigger={<Button icon="download">Export</Button>}
      items={files}
      onChoose={(name) => void save(name)}
    />
  );
};

const DeleteButton = ({ backtest, onGone }: Pick<BacktestActionsProps, 'backtest' | 'onGone'>) => {
  const ask = useAskGateway();
  const say = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const remove = async () => {
    setIsOpen(false);
    const answer = await ask(pathOf(backtest), { method: 'DELETE' });
    if (answer.ok) onGone();
    else say({ title: answer.fault.message, tone: 'down' });
  };
  return (
    <>
      <Button icon="close" onClick={() => setIsOpen(true)}>
        Delete
      </Button>
      <Dialog
        title="Delete this backtest?"
        description="Its results are gone for everybody who may see it."
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      >
        <div className="flex gap-2 p-4">
          <Button look="danger" onClick={() => void remove()}>
            Delete it
          </Button>
          <Button onClick={() => setIsOpen(false)}>Keep it</Button>
        </div>
      </Dialog>
    </>
  );
};

/** What can be done with a backtest: cancel it while it runs; then take its results along, or delete them. */
export const BacktestActions = ({ backtest, onDone, onGone }: BacktestActionsProps) => {
  const ask = useAskGateway();
  const say = useToast();
  const cancel = async () => {
    const answer = await ask(`${pathOf(backtest)}/cancel`, { method: 'POST' });
    say(answer.ok ? { title: 'Cancelling' } : { title: answer.fault.message, tone: 'down' });
    onDone();
  };
  if (!hasEnded(backtest)) {
    return (
      <Button look="danger" icon="close" onClick={() => void cancel()}>
        Cancel
      </Button>
    );
  }
  return (
    <>
      {backtest.status === 'complete' && <ExportMenu backtest={backtest} />}
      <DeleteButton backtest={backtest} onGone={onGone} />
    </>
  );
};
