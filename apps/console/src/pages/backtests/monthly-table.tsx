import { amountIn, isJson, listIn, numberIn, objectIn } from '../../gateway/json-fields.ts';
import type { Json } from '../../gateway/json-fields.ts';
import { signOf } from '../../format/decimal.ts';
import { formatExact, formatPercent } from '../../format/amount-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { Panel } from '../../ui/panel.tsx';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const tones = { 1: 'bg-up-soft text-up', 0: 'text-muted', [-1]: 'bg-down-soft text-down' } as const;

const toneOf = (ratio: number | string | undefined): string => {
  const sign = ratio === undefined ? 0 : signOf(ratio);
  return sign > 0 ? tones[1] : sign < 0 ? tones[-1] : tones[0];
};

const Cell = ({ row, isSum = false }: { readonly row: unknown; readonly isSum?: boolean }) => {
  const ratio = amountIn(row, 'ratio');
  if (!isJson(row)) return <td className="px-1 py-0.5" />;
  return (
    <td className="p-px">
      <span
        title={`profit and loss ${formatExact(amountIn(row, 'pnl'))}`}
        className={classNames(
          'figures block rounded-sm px-1.5 py-1 text-right text-2xs',
          toneOf(ratio),
          isSum && 'font-semibold',
        )}
      >
        {ratio === undefined ? '–' : formatPercent(ratio, { digits: 1, signed: true })}
      </span>
    </td>
  );
};

/** Return by month and year: sign and colour say the same. */
export const MonthlyTable = ({ results }: { readonly results: Json }) => {
  const years = listIn(results, 'monthly').filter(isJson);
  if (years.length === 0) return null;
  return (
    <Panel title="Return by month" kinds={[]} className="max-h-[32rem]">
      <table className="w-full min-w-[46rem] border-separate border-spacing-0 text-2xs">
        <thead>
          <tr className="text-faint">
            <th scope="col" className="px-1.5 pb-1 text-left font-medium">
              Year
            </th>
            {[...months, 'Year'].map((name, index) => (
              <th key={`${name}${index}`} scope="col" className="px-1.5 pb-1 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={numberIn(year, 'year')}>
              <th scope="row" className="figures px-1.5 text-left font-medium">
                {numberIn(year, 'year')}
              </th>
              {months.map((name, index) => (
                <Cell key={name} row={objectIn(year, 'months')[String(index + 1)]} />
              ))}
              <Cell row={year} isSum />
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
