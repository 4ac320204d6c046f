import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What the list takes. */
export interface MutedListProps {
  readonly muted: readonly string[];
  readonly onUnmute: (name: string) => void;
  /** Whether muted alerts are listed all the same. */
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/** What this person does not want to see or hear, and the way back. */
export const MutedList = ({ muted, onUnmute, isShown, onShow }: MutedListProps) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" icon="silent" className="h-7!" onClick={() => setIsOpen(true)}>
        Muted {muted.length}
      </Button>
      <Drawer
        title="Muted alerts"
        description="Muted on this machine alone: others see them, and the engine goes on raising them."
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      >
        <label className="flex items-center gap-2 border-b border-line px-4 py-3 text-xs">
          <input type="checkbox" checked={isShown} onChange={({ target }) => onShow(target.checked)} />
          List them all the same
        </label>
        {muted.length === 0 && (
          <EmptyState icon="sound" title="Nothing is muted">
            Open an alert to mute all that are like it.
          </EmptyState>
        )}
        <ul>
          {muted.toReversed().map((name) => (
            <li key={name} className="flex items-center gap-3 border-b border-line/60 px-4 py-2 text-xs">
              <span className="min-w-0 flex-1 break-words">{name}</span>
              <Button look="quiet" onClick={() => onUnmute(name)}>
                Hear again
              </Button>
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
};
