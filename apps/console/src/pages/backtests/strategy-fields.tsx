import { useId } from 'react';
import { Select } from '../../ui/select.tsx';
import type { FormValues } from './request-form.ts';
import { StartField } from './start-field.tsx';
import type { StrategyChoice } from './strategies.ts';

/** What the fields take. */
export interface StrategyFieldsProps {
  readonly strategies: readonly StrategyChoice[];
  readonly strategy: StrategyChoice | undefined;
  readonly onChoose: (name: string) => void;
  readonly values: FormValues;
  readonly onChange: (name: string, value: string) => void;
}

/** The strategy, and below it whatever can be set of it. */
export const StrategyFields = ({ strategies, strategy, onChoose, values, onChange }: StrategyFieldsProps) => {
  const id = useId();
  if (strategy === undefined) return null;
  return (
    <>
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={id} className="text-xs font-medium">
          Strategy
        </label>
        <Select
          id={id}
          label="Strategy"
          options={strategies.map(({ name }) => ({ id: name, title: name }))}
          chosen={strategy.name}
          onChoose={onChoose}
          className="h-8! w-full bg-ground!"
        />
        <p className="text-2xs text-faint">{strategy.description}</p>
      </div>
      {strategy.options.length > 0 && (
        <details>
          <summary className="cursor-pointer py-1 text-xs font-medium text-muted">Options of the strategy</summary>
          <div className="mt-2 flex flex-col gap-3">
            {strategy.options.map((field) => (
              <StartField
                key={field.name}
                field={field}
                value={values[field.name] ?? ''}
                refused={undefined}
                onChange={(value) => onChange(field.name, value)}
              />
            ))}
          </div>
        </details>
      )}
    </>
  );
};
