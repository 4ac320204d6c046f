import { exact, isAmount, shiftPoint } from '@pitwall/model';
import { money, quantity } from '../../terminal/figures.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

const absent = '–';

/** A ratio in percent with two decimals. */
export const percentOf = (ratio: unknown): string =>
  isAmount(ratio) ? `${shiftPoint(ratio, 2).toFixed(2).replace('-', '−')}\u00a0%` : absent;

/** A number with two decimals. */
export const number = (value: unknown): string => money(value);

/** Money, or a price, with as many decimals as it needs up to six. */
export const amount = (value: unknown): string => quantity(value);

/** What was won or lost: with its sign, and coloured beside it so that colour alone says nothing. */
export const gain = (value: unknown, write: (value: unknown) => string = number): Markup => {
  if (!isAmount(value)) return markup`${absent}`;
  const exactly = exact(value);
  if (exactly.isZero()) return markup`${write(value)}`;
  return exactly.isNegative()
    ? markup`<span class="loss">${write(value)}</span>`
    : markup`<span class="gain">+${write(value)}</span>`;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** How long, in days, or in hours below two days. */
export const span = (ms: number | undefined): string => {
  if (ms === undefined) return absent;
  return ms < 2 * dayMs ? `${(ms / hourMs).toFixed(1)} h` : `${(ms / dayMs).toFixed(0)} days`;
};

/** A moment as people read it, UTC. */
export const moment = (iso: string | undefined): string =>
  iso === undefined ? absent : iso.slice(0, 16).replace('T', ' ');
