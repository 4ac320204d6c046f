import { useEffect, useRef, useState } from 'react';

/** How often a table takes in what is new, in ms: ten times a second is more than eyes follow, and leaves the frames to scrolling. */
const calmMs = 100;

/** The newest value, but at most ten times a second; the last one always comes. */
export const useCalm = <T>(value: T): T => {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    newest.current = value;
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      setShown(newest.current);
    }, calmMs);
  }, [value]);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return shown;
};
