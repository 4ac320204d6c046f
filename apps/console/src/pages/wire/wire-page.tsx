import { useMemo, useState } from 'react';
import { useAccount, useParam } from '../../console/use-choices.ts';
import { formatCount } from '../../format/amount-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PauseButton } from '../../ui/pause-button.tsx';
import { Select } from '../../ui/select.tsx';
import { Tail } from '../../ui/tail.tsx';
import { usePause } from '../../ui/use-pause.ts';
import { FrameDrawer } from './frame-drawer.tsx';
import { SendForm } from './send-form.tsx';
import { useWireTap } from './use-wire-tap.ts';
import type { OpenTap } from './use-wire-tap.ts';
import { wireDialects } from './wire-dialects.ts';
import { WireEntryLine, wireLineHeightPx } from './wire-entry-line.tsx';
import { fitsFrame } from './wire-text.ts';
import type { WireEntry } from './wire-tap.ts';

const keyOf = ({ id }: WireEntry): string => String(id);

const names = wireDialects.map(({ name }) => ({ id: name, title: name }));

const empty = (
  <EmptyState icon="wire" title="No frames yet">
    Choose a dialect and connect: this page opens a WebSocket of its own, beside the console’s, and shows every frame as
    it is. Dialects in which nothing comes by itself want a command first.
  </EmptyState>
);

const looks = {
  closed: { tone: 'neutral', icon: 'pause' },
  opening: { tone: 'accent', icon: 'backtests' },
  open: { tone: 'up', icon: 'check' },
} as const;

const Controls = ({ open, dialect }: { readonly open: OpenTap; readonly dialect: string }) => {
  const { tap, view, connect } = open;
  const [account] = useAccount();
  const { tone, icon } = looks[view.state];
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {view.state}
      </Badge>
      {view.state === 'closed' ? (
        <Button look="primary" className="h-7!" onClick={() => void connect(dialect, account)}>
          Connect
        </Button>
      ) : (
        <Button className="h-7!" onClick={() => tap.close()}>
          Disconnect
        </Button>
      )}
    </>
  );
};

const Counts = ({ shown, open: { tap, view } }: { readonly shown: number; readonly open: OpenTap }) => (
  <>
    <span className="figures ml-auto text-2xs text-faint" role="status">
      {formatCount(shown)} shown, {formatCount(view.received)} received
    </span>
    <IconButton icon="close" label="Forget all frames" onClick={() => tap.clear()} />
  </>
);

const useFitting = (entries: readonly WireEntry[], filter: string): readonly WireEntry[] =>
  useMemo(() => (filter === '' ? entries : entries.filter(({ text }) => fitsFrame(text, filter))), [entries, filter]);

/** What goes over the wire in each dialect, for who builds a client of it. */
export const WirePage = () => {
  const open = useWireTap();
  const { tap, view } = open;
  const [chosen, choose] = useParam('dialect');
  const [filter, setFilter] = useState('');
  const [shownEntry, show] = useState<WireEntry | undefined>();
  const paused = usePause(view.entries);
  const dialect = wireDialects.find(({ name }) => name === chosen) ?? wireDialects[0];
  const rows = useFitting(paused.shown, filter);
  const change = (name: string) => {
    tap.close();
    choose(name);
  };
  return (
    <div className="h-full p-3">
      <Panel title="Wire" kinds={[]} flush className="h-full" actions={<PauseButton paused={paused} />}>
        <div className="flex h-full min-h-0 flex-col">
          <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-2 py-1">
            <Select label="Dialect" options={names} chosen={dialect?.name ?? ''} onChoose={change} />
            <Controls open={open} dialect={dialect?.name ?? ''} />
            <FilterField value={filter} onChange={setFilter} />
            <Counts shown={rows.length} open={open} />
          </div>
          <div className="min-h-0 flex-1">
            {rows.length === 0 ? (
              empty
            ) : (
              <Tail
                label="Frames"
                rows={rows}
                rowKey={keyOf}
                rowHeightPx={wireLineHeightPx}
                onOpen={show}
                row={(entry) => <WireEntryLine entry={entry} />}
              />
            )}
          </div>
          <SendForm
            key={dialect?.name}
            commands={dialect?.commands ?? []}
            isOpen={view.state === 'open'}
            onSend={(text) => tap.send(text)}
          />
        </div>
      </Panel>
      <FrameDrawer entry={shownEntry} onClose={() => show(undefined)} />
    </div>
  );
};
