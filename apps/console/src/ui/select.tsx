import { classNames } from './class-names.ts';

/** One choice of a select. */
export interface Option<Id extends string> {
  readonly id: Id;
  readonly title: string;
}

/** What a select takes. */
export interface SelectProps<Id extends string> {
  /** What it chooses, for readers of screens. */
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  readonly id?: string;
  readonly className?: string;
}

/** One of a few, by the platform's own list: it works by keys, on phones and for readers of screens. */
export const Select = <Id extends string>({ label, options, chosen, onChoose, id, className }: SelectProps<Id>) => (
  <select
    id={id}
    aria-label={label}
    value={chosen}
    onChange={({ target }) => {
      const option = options.find((one) => one.id === target.value);
      if (option !== undefined) onChoose(option.id);
    }}
    className={classNames(
      'h-7 min-w-0 rounded-md border border-line bg-raised px-1.5 text-xs text-ink hover:border-strong-line',
      className,
    )}
  >
    {options.map((option) => (
      <option key={option.id} value={option.id}>
        {option.title}
      </option>
    ))}
  </select>
);
