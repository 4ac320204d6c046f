import { Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useConnection } from '../console/use-time.ts';
import type { PartProgress } from './lazy-part.ts';
import { Loading } from './panel.tsx';
import { waitingWords } from './waiting-words.ts';

/** What waiting for a part takes. */
export interface WaitForPartProps {
  /** What it waits for. */
  readonly title: string;
  readonly progress: PartProgress;
  /** Shows the part. */
  readonly children: ReactNode;
}

/** How long somebody waits without a word, in ms: longer than a page takes on a poor line. */
const silentMs = 5_000;

const useLongWait = (): boolean => {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), silentMs);
    return () => window.clearTimeout(timer);
  }, []);
  return isLong;
};

const Waiting = ({ title, progress }: Omit<WaitForPartProps, 'children'>) => {
  const isLong = useLongWait();
  const link = useConnection();
  const failures = useSyncExternalStore(
    useCallback((failed: () => void) => progress.watch(failed), [progress]),
    () => progress.failures,
  );
  return (
    <Loading title={title}>
      {isLong && <p className="max-w-prose pt-1 text-xs text-muted">{waitingWords({ title, failures, link })}</p>}
    </Loading>
  );
};

/** Shows a part whose code comes on its own as soon as it is there; where that takes long, says why and that it goes on trying. */
export const WaitForPart = ({ title, progress, children }: WaitForPartProps) => (
  <Suspense fallback={<Waiting title={title} progress={progress} />}>{children}</Suspense>
);
