import { useZone } from '../../console/use-choices.ts';
import { formatCount } from '../../format/amount-text.ts';
import { formatClock } from '../../format/time-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { frameWord } from './wire-text.ts';
import type { WireEntry } from './wire-tap.ts';

/** Height of a line, in pixels. */
export const wireLineHeightPx = 24;

const ways = {
  in: { sign: '↓', word: 'from the gateway', className: 'text-accent' },
  out: { sign: '↑', word: 'from this page', className: 'text-up' },
  note: { sign: '·', word: 'the socket', className: 'text-faint' },
} as const;

/** One frame in a line: which way it went, when, what it is, how long it is, and its beginning. */
export const WireEntryLine = ({ entry: { way, atMs, text, length } }: { readonly entry: WireEntry }) => {
  const zone = useZone();
  const { sign, word, className } = ways[way];
  const millis = String(atMs % 1_000).padStart(3, '0');
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 px-3.5 text-2xs">
      <span className={classNames('w-3 shrink-0 text-xs font-semibold', className)} title={word}>
        {sign}
        <span className="sr-only">{word}</span>
      </span>
      <span className="figures shrink-0 text-faint">
        {formatClock(atMs, zone)}.{millis}
      </span>
      {way !== 'note' && (
        <>
          <span className="w-36 shrink-0 truncate font-medium text-ink max-sm:w-24">{frameWord(text) ?? '–'}</span>
          <span className="figures w-12 shrink-0 text-right text-faint max-sm:hidden" title="characters">
            {formatCount(length)}
          </span>
        </>
      )}
      <span className={classNames('min-w-0 flex-1 truncate font-mono', way === 'note' ? 'text-faint' : 'text-muted')}>
        {text.slice(0, 400)}
      </span>
    </div>
  );
};
