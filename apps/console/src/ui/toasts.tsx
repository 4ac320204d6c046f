import { Toast as Radix } from 'radix-ui';
import { createContext, use, useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { toneClasses } from './badge.tsx';
import type { Tone } from './badge.tsx';
import { classNames } from './class-names.ts';

/** Something that is said once and goes by itself. */
export interface ToastMessage {
  readonly title: string;
  readonly detail?: string;
  /** @default neutral */
  readonly tone?: Tone;
}

type Say = (message: ToastMessage) => void;

const ToastContext = createContext<Say>(() => undefined);

/** Says something for a few seconds: "Copied", "Exported 240 rows". What a person must not miss belongs into a panel. */
export const useToast = (): Say => use(ToastContext);

/** Most messages at a time: what nobody reads anyway makes room. */
const mostMessages = 3;
const shownForMs = 4_000;

/** Where messages appear. */
export const Toasts = ({ children }: { readonly children: ReactNode }) => {
  const [messages, setMessages] = useState<readonly (ToastMessage & { readonly id: number })[]>([]);
  const nextId = useRef(0);
  const say = useCallback<Say>((message) => {
    nextId.current += 1;
    const id = nextId.current;
    setMessages((shown) => [...shown, { ...message, id }].slice(-mostMessages));
  }, []);
  const forget = (gone: number) => setMessages((shown) => shown.filter(({ id }) => id !== gone));
  return (
    <ToastContext value={say}>
      <Radix.Provider duration={shownForMs}>
        {children}
        {messages.map(({ id, title, detail, tone = 'neutral' }) => (
          <Radix.Root
            key={id}
            onOpenChange={(open) => (open ? undefined : forget(id))}
            className={classNames('appear rounded-lg border border-line px-3.5 py-2.5 shadow-float', toneClasses[tone])}
          >
            <Radix.Title className="text-xs font-semibold">{title}</Radix.Title>
            {detail !== undefined && <Radix.Description className="text-xs">{detail}</Radix.Description>}
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-4 bottom-20 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 md:bottom-4" />
      </Radix.Provider>
    </ToastContext>
  );
};
