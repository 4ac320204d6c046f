import { Icon } from './icon.tsx';

/** What a filter takes. */
export interface FilterFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** @default Filter */
  readonly label?: string;
}

/** A filter for what is listed below; the key `/` leads into it, Escape empties it. */
export const FilterField = ({ value, onChange, label = 'Filter' }: FilterFieldProps) => (
  <label className="flex h-7 min-w-28 flex-1 items-center gap-2 rounded-md px-2 text-muted focus-within:bg-raised sm:max-w-72">
    <Icon name="search" size={14} />
    <input
      data-filter=""
      type="search"
      aria-label={label}
      placeholder={`${label}  /`}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onChange('');
        event.currentTarget.blur();
      }}
      className="h-full min-w-0 flex-1 bg-transparent text-xs text-ink outline-none placeholder:text-faint"
    />
  </label>
);
