import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Whether an element has more than it shows. Such a one must be reached by keys, so that it can be scrolled by them; any other is no stop for Tab. */
export const useOverflow = <Element extends HTMLElement>(): readonly [RefObject<Element | null>, boolean] => {
  const ref = useRef<Element>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const look = () =>
      setOverflows(element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
    const sizes = new ResizeObserver(look);
    const watchAll = () => {
      for (const child of element.children) sizes.observe(child);
    };
    // Children alone, not what is below them: that changes hundreds of times a second, and their sizes tell enough.
    const children = new MutationObserver(watchAll);
    children.observe(element, { childList: true });
    sizes.observe(element);
    watchAll();
    return () => {
      sizes.disconnect();
      children.disconnect();
    };
  }, []);
  return [ref, overflows];
};
