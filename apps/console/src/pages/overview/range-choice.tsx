import { useParam } from '../../console/use-choices.ts';
import { curveRanges, rangeOf } from '../../data/curve-range.ts';
import type { CurveRange } from '../../data/curve-range.ts';
import { Segments } from '../../ui/segments.tsx';

const all = 'all';

const segments = [
  ...curveRanges.map(({ id, noun }) => ({ id, title: id, about: `${id}: the last ${noun}` })),
  { id: all, title: all, about: 'all that is known' },
];

/** How far back the curve of the overview goes, undefined for all that is known; part of the address. */
export const useRange = (): readonly [CurveRange | undefined, (id: string | undefined) => void] => {
  const [id, choose] = useParam('range');
  return [rangeOf(id), choose];
};

/** Chooses how far back the curve goes. */
export const RangeChoice = () => {
  const [range, choose] = useRange();
  return (
    <Segments
      label="Range of the curve"
      segments={segments}
      chosen={range?.id ?? all}
      onChoose={(id) => choose(id === all ? undefined : id)}
    />
  );
};
