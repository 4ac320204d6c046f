import type { ReactNode } from 'react';
import type { AnyFact } from '../data/fact.ts';
import { useZone } from '../console/use-choices.ts';
import { formatExact } from '../format/amount-text.ts';
import { formatDuration, formatPreciseTime } from '../format/time-text.ts';
import type { Zone } from '../format/time-text.ts';
import { Drawer } from './dialog.tsx';
import { Status } from './status.tsx';
import { plainWord } from './status-looks.ts';

/** One field of a fact with its name in plain words; nested ones by their whole path. */
type Field = readonly [name: string, value: string];

const isTime = (name: string, value: unknown): value is number => typeof value === 'number' && /At$|Since$/.test(name);

const wordsOf = (name: string): string =>
  plainWord(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')).replaceAll(/\bpnl\b/g, 'P&L');

const textOf = (name: string, value: unknown, zone: Zone): string => {
  if (isTime(name, value)) return formatPreciseTime(value, zone);
  if (name.endsWith('Ms') && typeof value === 'number') return formatDuration(value);
  if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)))
    return formatExact(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Every field of a fact's data, in its own order, every digit of every amount. */
const fieldsOf = (data: object, zone: Zone, prefix = ''): readonly Field[] =>
  Object.entries(data).flatMap(([name, value]: [string, unknown]): readonly Field[] => {
    const path = prefix === '' ? wordsOf(name) : `${prefix} · ${wordsOf(name)}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return fieldsOf(value, zone, path);
    return [[path, textOf(name, value, zone)]];
  });

const Fields = ({ fields }: { readonly fields: readonly Field[] }) => (
  <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 text-xs">
    {fields.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-muted">{name}</dt>
        <dd className="figures min-w-0 text-right break-words whitespace-pre-wrap">{value}</dd>
      </div>
    ))}
  </dl>
);

const stateOf = (data: object): string | undefined => {
  const word: unknown = Reflect.get(data, 'action') ?? Reflect.get(data, 'status');
  return typeof word === 'string' ? word : undefined;
};

const Past = ({ facts }: { readonly facts: readonly AnyFact[] }) => {
  const zone = useZone();
  return (
    <ol className="flex flex-col gap-1.5">
      {facts.toReversed().map((fact) => (
        <li key={fact.seq} className="flex items-center justify-between gap-3 text-xs">
          <Status word={stateOf(fact.data)} />
          <span className="figures text-muted">{formatPreciseTime(fact.occurredAt, zone)}</span>
        </li>
      ))}
    </ol>
  );
};

/** What the drawer takes. */
export interface FactDrawerProps {
  readonly title: string;
  /** The fact that is shown; undefined closes the drawer. */
  readonly fact: AnyFact | undefined;
  /** What happened to the same thing, the oldest first. @default nothing is shown of its past */
  readonly history?: readonly AnyFact[];
  readonly onClose: () => void;
  /** What else is known of it, in sections of its own. */
  readonly children?: ReactNode;
}

/** One part of the drawer. */
export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="border-b border-line p-4 last:border-0">
    <h3 className="mb-2.5 text-2xs font-semibold text-faint">{title}</h3>
    {children}
  </section>
);

/** Everything about one fact: its data to the digit, its times, and what became of it. */
export const FactDrawer = ({ title, fact, history = [], onClose, children }: FactDrawerProps) => {
  const zone = useZone();
  const times: readonly Field[] =
    fact === undefined
      ? []
      : [
          ['happened', formatPreciseTime(fact.occurredAt, zone)],
          [
            'gateway took it in',
            `${formatPreciseTime(fact.receivedAt, zone)}, after ${formatDuration(fact.receivedAt - fact.occurredAt)}`,
          ],
          ['came here', formatPreciseTime(fact.arrivedAt, zone)],
          ...(fact.marketTime === undefined
            ? []
            : [['market time', formatPreciseTime(fact.marketTime, zone)] as const]),
        ];
  return (
    <Drawer title={title} isOpen={fact !== undefined} onClose={onClose}>
      {fact !== undefined && (
        <>
          <Section title="Data">
            <Fields fields={fieldsOf(fact.data, zone)} />
          </Section>
          <Section title="Times">
            <Fields fields={times} />
          </Section>
          <Section title="Where it comes from">
            <Fields
              fields={[
                ['account', fact.account],
                ['source', fact.source],
                ['key', fact.key],
                ['place in the log', fact.seq],
                ...(fact.runId === undefined ? [] : [['run', fact.runId] as const]),
              ]}
            />
          </Section>
          {history.length > 0 && (
            <Section title="History">
              <Past facts={history} />
            </Section>
          )}
          {children}
        </>
      )}
    </Drawer>
  );
};
