import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { WireCommand } from './wire-dialects.ts';
import { problemOfCommand } from './wire-text.ts';

/** What the form takes. */
export interface SendFormProps {
  readonly commands: readonly WireCommand[];
  readonly isOpen: boolean;
  readonly onSend: (text: string) => void;
}

/** Sends a command over the socket, as its page's client would. */
export const SendForm = ({ commands, isOpen, onSend }: SendFormProps) => {
  const [text, setText] = useState('');
  const problem = text.trim() === '' ? undefined : problemOfCommand(text);
  const canSend = isOpen && text.trim() !== '' && problem === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSend) onSend(text.trim());
  };
  const choose = (title: string) => {
    const command = commands.find((one) => one.title === title);
    if (command !== undefined) setText(JSON.stringify(command.message));
  };
  return (
    <form onSubmit={submit} className="shrink-0 border-t border-line p-2">
      <div className="flex items-center gap-2">
        <input
          aria-label="Command"
          aria-invalid={problem !== undefined}
          aria-describedby="wire-command-problem"
          spellCheck={false}
          autoComplete="off"
          placeholder={commands.length === 0 ? 'this page has no commands; type JSON' : '{"…": "…"}'}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="h-8 min-w-0 flex-1 rounded-md border border-line bg-ground px-2.5 font-mono text-2xs placeholder:text-faint"
        />
        {commands.length > 0 && (
          <Menu
            label="Commands"
            trigger={<Button icon="orders">Commands</Button>}
            items={commands.map(({ title }) => ({ id: title, title }))}
            onChoose={choose}
          />
        )}
        <Button look="primary" type="submit" disabled={!canSend}>
          Send
        </Button>
      </div>
      <p id="wire-command-problem" role="status" className="px-1 text-2xs text-down empty:hidden">
        {problem}
      </p>
    </form>
  );
};
