import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** One tab. */
export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

/** What tabs take. */
export interface TabsProps {
  /** What they choose between, for readers of screens. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** A choice between views of one thing; arrow keys move through it. */
export const Tabs = ({ label, tabs, chosen, onChoose }: TabsProps) => (
  <Radix.Root value={chosen} onValueChange={onChoose} className="flex h-full min-h-0 flex-col">
    <Radix.List
      aria-label={label}
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]"
    >
      {tabs.map(({ id, title }) => (
        <Radix.Trigger
          key={id}
          value={id}
          className="border-b-2 -outline-offset-2 whitespace-nowrap border-transparent px-2.5 py-2 text-xs font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
        >
          {title}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map(({ id, content }) => (
      <Radix.Content key={id} value={id} className="min-h-0 flex-1 overflow-auto">
        {content}
      </Radix.Content>
    ))}
  </Radix.Root>
);
