import { useId } from 'react';
import { Select } from '../../ui/select.tsx';
import { labelOf, problemOf } from './request-form.ts';
import type { FormField, FormValues } from './request-form.ts';

/** What a field takes. */
export interface StartFieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the gateway said of it. */
  readonly refused: string | undefined;
}

/** What several of them take. */
export interface StartFieldsProps {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  /** What the gateway said, by field. */
  readonly refused: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}

const input =
  'h-8 w-full rounded-md border border-line bg-ground px-2 text-xs text-ink placeholder:text-faint aria-invalid:border-down';

const Control = ({
  field,
  value,
  onChange,
  id,
  isWrong,
}: Omit<StartFieldProps, 'refused'> & { readonly id: string; readonly isWrong: boolean }) => {
  const { name, form, choices, initial } = field;
  if (form === 'choice' || form === 'flag') {
    const given = form === 'flag' ? ['true', 'false'] : choices;
    const unset = { id: '', title: initial === undefined ? 'default' : `default: ${initial}` };
    const options = [unset, ...given.map((choice) => ({ id: choice, title: choice }))];
    return (
      <Select
        id={id}
        label={labelOf(name)}
        options={options}
        chosen={value}
        onChoose={onChange}
        className="h-8! w-full bg-ground!"
      />
    );
  }
  return (
    <input
      id={id}
      className={input}
      type={form === 'day' ? 'date' : 'text'}
      inputMode={form === 'whole' ? 'numeric' : form === 'amount' ? 'decimal' : undefined}
      placeholder={initial}
      aria-invalid={isWrong}
      aria-describedby={`${id}-about`}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
};

/** One field of the form, with what it means, or what is wrong with it. */
export const StartField = ({ field, value, onChange, refused }: StartFieldProps) => {
  const id = useId();
  const local = problemOf(field, value.trim());
  const problem = local === undefined ? refused : `expected ${local}`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium">
        {labelOf(field.name)}
      </label>
      <Control field={field} value={value} onChange={onChange} id={id} isWrong={problem !== undefined} />
      <p id={`${id}-about`} className={problem === undefined ? 'text-2xs text-faint' : 'text-2xs text-down'}>
        {problem ?? field.description}
      </p>
    </div>
  );
};
