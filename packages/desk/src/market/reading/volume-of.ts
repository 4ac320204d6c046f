import type { BarTable } from './bar-table.ts';
import type { FindingBook, WarningCode } from './findings.ts';
import type { Layout } from './layout.ts';
import type { ScaledColumns } from './scaled-columns.ts';

/** The volumes of all rows. */
export interface Volumes {
  readonly units: Float64Array;
  readonly scale: number;
  /** Column that they stand in. */
  readonly index: number;
}

/** What choosing the volume needs besides the rows. */
export interface VolumeParts {
  /** Whether a file has the column and nothing in it. */
  readonly lacks: (columns: ScaledColumns) => boolean;
  readonly warnings: FindingBook<WarningCode>;
}

/**
 * Chooses the column of volume: the traded one, or, where it is zero in every row, the number of price changes, which is what
 * brokers of foreign exchange know. Zero in every row is taken for unknown.
 */
export const volumeOf = (table: BarTable, layout: Layout, { lacks, warnings }: VolumeParts): Volumes | undefined => {
  const [tradedAt, ticksAt] = volumeColumns(layout);
  const volumesOf = (columns: ScaledColumns, index: number | undefined): Volumes | undefined =>
    index === undefined || lacks(columns) ? undefined : { ...volumesIn(columns, table.length), index };
  const traded = volumesOf(table.volume, tradedAt);
  const ticks = volumesOf(table.tickVolume, ticksAt);
  const chosen = [traded, ticks].find((volumes) => volumes?.units.some((units) => units > 0));
  const isUnknown = chosen === undefined && (traded ?? ticks) !== undefined;
  if (isUnknown) warnings.note('zero-volume', 0, 'the volume is zero in every row and was taken for unknown');
  for (const [row, units] of (chosen?.units ?? []).entries()) {
    if (units === 0) warnings.note('zero-volume', table.lines[row] ?? 0, 'bars have no volume');
  }
  return chosen;
};

const volumeColumns = (layout: Layout): readonly (number | undefined)[] => {
  if (layout.holds === 'trades') return [layout.quantity];
  return layout.holds === 'bars' ? [layout.volume, layout.tickVolume] : [];
};

const volumesIn = ({ columns, scale }: ScaledColumns, length: number) => ({
  units: (columns[0] ?? new Float64Array()).slice(0, length),
  scale,
});
