import { useDeferredValue, useMemo, useState } from 'react';
import { useParam } from '../../console/use-choices.ts';
import { useDropped, useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { defaultHistoryLimits } from '../../data/history-limits.ts';
import { formatCount } from '../../format/amount-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactDrawer } from '../../ui/fact-drawer.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PauseButton } from '../../ui/pause-button.tsx';
import { Select } from '../../ui/select.tsx';
import { Tail } from '../../ui/tail.tsx';
import { usePause } from '../../ui/use-pause.ts';
import { filterLogs, logLevels, modulesOf } from './log-filter.ts';
import type { LogLevel } from './log-filter.ts';
import { LogLine, logLineHeightPx } from './log-line.tsx';

type Logs = readonly FactOf<'log'>[];

const keyOf = ({ seq }: FactOf<'log'>): string => seq;

const levels = logLevels.map((id) => ({ id, title: id === 'debug' ? 'all levels' : `${id} and above` }));

const everyModule = { id: '', title: 'all modules' };

const empty = (
  <EmptyState icon="logs" title="No lines yet">
    Logs are shown from the moment the page was opened: the gateway sends them live and keeps none for later. An engine
    publishes them as facts of the kind <code className="font-mono">log</code>.
  </EmptyState>
);

const nothingFits = (
  <EmptyState icon="search" title="No line fits the filter">
    Choose a lower level, another module, or fewer words.
  </EmptyState>
);

/** How many lines there are, and what is missing. */
const Counts = ({ shown, all }: { readonly shown: number; readonly all: number }) => {
  const dropped = useDropped('log');
  const most = formatCount(defaultHistoryLimits.log);
  return (
    <span
      className="figures ml-auto text-2xs text-faint"
      role="status"
      title={`The page keeps the newest ${most} lines.`}
    >
      {dropped > 0 && (
        <span className="mr-2 text-warn" title="Logs may be dropped where too many come at once; facts never are.">
          {formatCount(dropped)} dropped on the way
        </span>
      )}
      {shown === all ? formatCount(all) : `${formatCount(shown)} of ${formatCount(all)}`} lines
    </span>
  );
};

/** The choices of the page: level and module stand in the address, words do not. */
const useLogFilter = () => {
  const [level, setLevel] = useParam('level');
  const [module, setModule] = useParam('module');
  const [text, setText] = useState('');
  const least: LogLevel = logLevels.find((one) => one === level) ?? 'debug';
  return { least, setLevel, module, setModule, text, setText, wanted: useDeferredValue(text) };
};

const Choices = ({ filter, logs }: { readonly filter: ReturnType<typeof useLogFilter>; readonly logs: Logs }) => {
  const modules = useMemo(() => modulesOf(logs), [logs]);
  const { least, setLevel, module, setModule, text, setText } = filter;
  return (
    <>
      <FilterField value={text} onChange={setText} />
      <Select
        label="Level"
        options={levels}
        chosen={least}
        onChoose={(id) => setLevel(id === 'debug' ? undefined : id)}
      />
      <Select
        label="Module"
        options={[everyModule, ...modules.map((name) => ({ id: name, title: name }))]}
        chosen={module ?? ''}
        onChoose={(id) => setModule(id === '' ? undefined : id)}
        className="max-w-40"
      />
    </>
  );
};

/** What programs write, as they write it. */
export const LogsPage = () => {
  const paused = usePause(useSeries('log'));
  const { shown: logs } = paused;
  const filter = useLogFilter();
  const { least: level, module, wanted: text } = filter;
  const [open, setOpen] = useState<FactOf<'log'> | undefined>();
  const rows = useMemo(() => filterLogs(logs, { level, module, text }), [logs, level, module, text]);
  return (
    <div className="h-full p-3">
      <Panel title="Logs" kinds={['log']} flush className="h-full" actions={<PauseButton paused={paused} />}>
        <div className="flex h-full min-h-0 flex-col">
          <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-2 py-1">
            <Choices filter={filter} logs={logs} />
            <Counts shown={rows.length} all={logs.length} />
          </div>
          <div className="min-h-0 flex-1">
            {rows.length === 0 ? (
              <>{logs.length === 0 ? empty : nothingFits}</>
            ) : (
              <Tail
                label="Log lines"
                rows={rows}
                rowKey={keyOf}
                rowHeightPx={logLineHeightPx}
                onOpen={setOpen}
                row={(log) => <LogLine log={log} />}
              />
            )}
          </div>
        </div>
      </Panel>
      <FactDrawer title="Log line" fact={open} onClose={() => setOpen(undefined)} />
    </div>
  );
};
