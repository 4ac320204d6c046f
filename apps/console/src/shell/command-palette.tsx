import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { matching, useCommands } from './commands.ts';
import type { Command } from './commands.ts';

interface ListProps {
  readonly id: string;
  readonly commands: readonly Command[];
  readonly at: number;
  readonly onRun: (command: Command) => void;
}

const CommandList = ({ id, commands, at, onRun }: ListProps) => (
  <div id={id} role="listbox" aria-label="Commands" className="max-h-80 overflow-auto p-1.5">
    {commands.map((command, index) => (
      <div
        key={command.id}
        id={`${id}-${index}`}
        role="option"
        aria-selected={index === at}
        tabIndex={-1}
        onClick={() => onRun(command)}
        onKeyDown={() => undefined}
        className={classNames(
          'flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-xs',
          index === at ? 'bg-accent-soft' : 'hover:bg-raised',
        )}
      >
        <Icon name={command.icon} />
        <span className="font-medium">{command.title}</span>
        <span className="ml-auto truncate text-muted">{command.about}</span>
      </div>
    ))}
    {commands.length === 0 && <p className="px-2.5 py-4 text-center text-xs text-muted">Nothing is called that.</p>}
  </div>
);

const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const id = useId();
  const [written, setWritten] = useState('');
  const [at, setAt] = useState(0);
  const commands = matching(useCommands(), written);
  const run = (command: Command | undefined) => {
    onClose();
    command?.run();
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((old) => (old + step + commands.length) % Math.max(1, commands.length));
    if (event.key === 'Enter') run(commands[at]);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={`${id}-${at}`}
          placeholder="Page, account or setting"
          value={written}
          onChange={(event) => {
            setWritten(event.target.value);
            setAt(0);
          }}
          onKeyDown={move}
          className="h-12 flex-1 bg-transparent text-sm outline-none placeholder:text-faint"
        />
      </div>
      <CommandList id={id} commands={commands} at={at} onRun={run} />
    </>
  );
};

/** Everything that the console can do, by its name. */
export const CommandPalette = ({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) => (
  <Dialog title="Commands" isOpen={isOpen} onClose={onClose} isBare>
    <Palette onClose={onClose} />
  </Dialog>
);
