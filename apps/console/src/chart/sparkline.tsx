/** What a small curve takes. */
export interface SparklineProps {
  /** Binary numbers, for they become pixels; the oldest first. */
  readonly values: readonly number[];
  /** What it shows, in a sentence, for whoever cannot see it. */
  readonly summary: string;
  readonly className?: string;
}

/** Its box, in units of its own: it is stretched to the place it has. */
const box = { width: 100, height: 28, margin: 2 } as const;

/** Where a value stands between the least and the greatest, from the top. */
const heightOf = (value: number, low: number, high: number): number => {
  const part = high === low ? 0.5 : (value - low) / (high - low);
  return box.margin + (1 - part) * (box.height - 2 * box.margin);
};

/** A curve of the size of a word, with the line of zero: up or down since it began. */
export const Sparkline = ({ values, summary, className }: SparklineProps) => {
  const all = [0, ...values];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const step = box.width / Math.max(1, all.length - 1);
  const points = all.map((value, index) => `${(index * step).toFixed(2)},${heightOf(value, low, high).toFixed(2)}`);
  const zero = heightOf(0, low, high);
  const colour = (all.at(-1) ?? 0) < 0 ? 'text-down' : 'text-up';
  return (
    <svg
      role="img"
      aria-label={summary}
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      className={className}
    >
      <title>{summary}</title>
      <line
        x1="0"
        x2={box.width}
        y1={zero}
        y2={zero}
        className="stroke-strong-line"
        strokeDasharray="2 2"
        vectorEffect="non-scaling-stroke"
      />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className={colour}
      />
    </svg>
  );
};
