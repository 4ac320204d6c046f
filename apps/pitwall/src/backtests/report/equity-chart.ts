import { toNumber } from '@pitwall/model';
import { niceMarks, scaleOf, timeMarks } from './chart-scale.ts';
import type { KeptPoint } from './kept-results.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** A point of a chart. What is drawn is pixels, so doubles will do: nothing is booked with them. */
interface Point {
  readonly time: number;
  readonly value: number;
}

/** Sizes in units of the picture, which grows and shrinks with the page. */
const width = 960;
const left = 84;
const right = 12;
const bottom = 24;
const top = 8;

interface ChartTerms {
  readonly id: string;
  readonly title: string;
  /** What it shows in a sentence, for who does not see it. */
  readonly description: string;
  readonly height: number;
  readonly points: readonly Point[];
  readonly range: readonly [number, number];
  readonly mark: (value: number) => string;
  /** Down to where the area reaches; absent: a line alone. */
  readonly areaFrom?: number;
}

/** Two pictures over the same time: the equity, and how far it was below its high watermark. */
export const equityCharts = (curve: readonly KeptPoint[], currency: string): Markup => {
  const equity = curve.map(([time, value]) => ({ time: Date.parse(time), value: toNumber(value) }));
  const declines = declinesOf(equity);
  const [least, most] = rangeOf(equity);
  const [deepest] = rangeOf(declines);
  const unit = currency === '' ? '' : ` ${currency}`;
  const [first, last] = [equity[0]?.value ?? 0, equity.at(-1)?.value ?? 0];
  return markup`${chart({
    id: 'equity',
    title: `Equity${currency === '' ? '' : ` in ${currency}`}`,
    description: `From ${plain(first)}${unit} to ${plain(last)}${unit}, between ${plain(least)} and ${plain(most)}.`,
    height: 300,
    points: equity,
    range: [least, most],
    mark: plain,
  })}${chart({
    id: 'drawdown',
    title: 'Drawdown from the high watermark in percent',
    description: `At its deepest ${deepest.toFixed(2)} percent.`,
    height: 140,
    points: declines,
    range: [Math.min(deepest, -0.01), 0],
    mark: (value) => `${trimmed(value).replace('-', '−')}\u00a0%`,
    areaFrom: 0,
  })}`;
};

const declinesOf = (equity: readonly Point[]): readonly Point[] => {
  let highest = -Infinity;
  return equity.map(({ time, value }) => {
    highest = Math.max(highest, value);
    return { time, value: highest > 0 ? (value / highest - 1) * 100 : 0 };
  });
};

const rangeOf = (points: readonly Point[]): readonly [number, number] =>
  points.reduce<readonly [number, number]>(
    ([least, most], { value }) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );

const chart = (terms: ChartTerms): Markup => {
  const { id, title, description, height, points, range, mark } = terms;
  const times = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0] as const;
  const x = scaleOf(times, [left, width - right]);
  const y = scaleOf(range, [height - bottom, top]);
  const path = points.map(({ time, value }) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const base = y(terms.areaFrom ?? 0).toFixed(1);
  const shape =
    terms.areaFrom === undefined
      ? markup`<polyline class="curve" points="${path}"/>`
      : markup`<polygon class="decline" points="${x(times[0]).toFixed(1)},${base} ${path} ${x(times[1]).toFixed(1)},${base}"/>`;
  return markup`<figure tabindex="0"><figcaption id="${id}-title">${title}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text"><desc id="${id}-text">${description}</desc>
${niceMarks(range[0], range[1], height > 200 ? 5 : 3).map((value) => valueMark(y(value), mark(value)))}
${timeMarks(times[0], times[1], 6).map((time, index, all) => timeMark(x(time), dayOf(time, times), placeOf(index, all.length), height))}
${shape}</svg></figure>
`;
};

const valueMark = (y: number, text: string): Markup =>
  markup`<line class="grid" x1="${left}" x2="${width - right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/><text x="${left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>`;

const timeMark = (...[x, text, anchor, height]: readonly [number, string, string, number]): Markup =>
  markup`<text x="${x.toFixed(1)}" y="${height - 6}" text-anchor="${anchor}">${text}</text>`;

/** The first and the last word must not stand over the edges. */
const placeOf = (index: number, count: number): string =>
  index === 0 ? 'start' : index === count - 1 ? 'end' : 'middle';

const dayMs = 86_400_000;

/** A day, with the time where the whole picture is of a few days. */
const dayOf = (time: number, [from, to]: readonly [number, number]): string => {
  const iso = new Date(time).toISOString();
  return to - from < 6 * dayMs ? `${iso.slice(5, 10)} ${iso.slice(11, 16)}` : iso.slice(0, 10);
};

const plain = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });

const trimmed = (value: number): string => String(Number(value.toFixed(2)));
