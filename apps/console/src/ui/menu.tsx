import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** One line of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly isChosen?: boolean;
}

/** What a menu takes. */
export interface MenuProps {
  /** What it chooses, for readers of screens. */
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
  readonly onChoose: (id: string) => void;
  /** Keeps it open after a choice, where several are made. @default false */
  readonly staysOpen?: boolean;
}

/** Choices below a button. */
export const Menu = ({ label, trigger, items, onChoose, staysOpen = false }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        align="end"
        sideOffset={6}
        className="appear z-50 max-h-[60vh] min-w-44 overflow-auto rounded-lg border border-line bg-surface p-1 shadow-float"
      >
        {items.map(({ id, title, isChosen = false }) => (
          <Radix.CheckboxItem
            key={id}
            checked={isChosen}
            onSelect={(event) => {
              if (staysOpen) event.preventDefault();
              onChoose(id);
            }}
            className="flex h-8 items-center gap-2 rounded-md px-2 text-xs outline-none data-[highlighted]:bg-raised"
          >
            <span className="w-4 text-accent">{isChosen && <Icon name="check" size={14} />}</span>
            {title}
          </Radix.CheckboxItem>
        ))}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
