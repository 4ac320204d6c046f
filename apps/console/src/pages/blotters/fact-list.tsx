import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useParam } from '../../console/use-choices.ts';
import { useFacts, useSeries } from '../../console/use-facts.ts';
import type { Fact, Kind } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import type { Sort } from '../../table/row-order.ts';
import { FactDrawer } from '../../ui/fact-drawer.tsx';
import { EntityHistory } from './entity-history.tsx';
import { newestOfEach, rowKeyOf } from './newest-of-each.ts';

/** A list of one kind: a row for each thing. */
export interface FactListDefinition<K extends Kind> {
  readonly kind: K;
  readonly label: string;
  readonly columns: readonly Column<Fact<K>>[];
  readonly firstSort: Sort;
  readonly empty: ReactNode;
  /** Title of the details of a row. */
  readonly titleOf: (fact: Fact<K>) => string;
}

/** What a list takes. */
export interface FactListProps<K extends Kind> {
  readonly definition: FactListDefinition<K>;
  /** Rows that are left out; the same function at each render. @default none */
  readonly keep?: (fact: Fact<K>) => boolean;
  readonly toolbar?: ReactNode;
  /** What is said where `keep` leaves nothing. @default the definition's */
  readonly empty?: ReactNode;
  /** Under which the arrangement is kept. @default the kind */
  readonly id?: string;
}

/** Ten times a second is more than eyes follow in a list, and leaves the frames to scrolling. */
const calmMs = 100;

/** Things of one kind with their newest state, and the life of the one that is opened. */
export const FactList = <K extends Kind>({ definition, keep, toolbar, id, ...others }: FactListProps<K>) => {
  const { kind, label, columns, firstSort, titleOf } = definition;
  const { empty = definition.empty } = others;
  const happened: readonly Fact<K>[] = useSeries(kind, { calmMs });
  const present = useFacts(kind, { calmMs });
  const things = useMemo(() => newestOfEach<K>(happened, present), [happened, present]);
  const rows = useMemo(() => (keep === undefined ? things : things.filter(keep)), [things, keep]);
  const [openKey, open] = useParam('open');
  const opened = openKey === undefined ? undefined : things.find((fact) => rowKeyOf(fact) === openKey);
  return (
    <>
      <DataTable
        id={id ?? kind}
        rowKey={rowKeyOf}
        onOpen={(fact) => open(rowKeyOf(fact))}
        {...{ label, columns, rows, openKey, firstSort, empty, toolbar }}
      />
      <FactDrawer title={opened === undefined ? label : titleOf(opened)} fact={opened} onClose={() => open(undefined)}>
        {opened !== undefined && (
          <EntityHistory
            key={openKey}
            fact={opened}
            heard={happened.filter((fact) => rowKeyOf(fact) === openKey && !fact.isSnapshot)}
          />
        )}
      </FactDrawer>
    </>
  );
};
