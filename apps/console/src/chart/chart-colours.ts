import { useEffect, useState } from 'react';

/** The colours that charts draw with, as texts that a canvas takes. */
export interface ChartColours {
  readonly ink: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly up: string;
  readonly down: string;
  readonly warn: string;
}

const read = (): ChartColours => {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of('ink'),
    muted: of('muted'),
    faint: of('faint'),
    line: of('line'),
    surface: of('surface'),
    accent: of('accent'),
    up: of('up'),
    down: of('down'),
    warn: of('warn'),
  };
};

/** A colour with an opacity from 0 to 1. */
export const withAlpha = (colour: string, alpha: number): string => {
  const part = Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0');
  return `${colour}${part}`;
};

/** The colours of the theme that the page has; a canvas knows nothing of style sheets and is told of a change. */
export const useChartColours = (): ChartColours => {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setColours(read()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return colours;
};
