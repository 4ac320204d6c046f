import { useParam } from '../../console/use-choices.ts';
import { classNames } from '../../ui/class-names.ts';

/** Whether a list shows all of it, or only what goes on; part of the address. */
export const useScope = (): readonly [isAll: boolean, choose: (isAll: boolean) => void] => {
  const [scope, choose] = useParam('scope');
  return [scope === 'all', (isAll) => choose(isAll ? 'all' : undefined)];
};

/** Two words, of which one holds. */
export const ScopeChoice = ({ some }: { readonly some: string }) => {
  const [isAll, choose] = useScope();
  const options = [
    { title: some, isOn: !isAll, all: false },
    { title: 'All', isOn: isAll, all: true },
  ];
  return (
    <div role="group" aria-label="Shown" className="flex rounded-md border border-line p-0.5">
      {options.map(({ title, isOn, all }) => (
        <button
          key={title}
          type="button"
          aria-pressed={isOn}
          onClick={() => choose(all)}
          className={classNames(
            'h-6 rounded px-2 text-2xs font-medium',
            isOn ? 'bg-accent-soft text-accent' : 'text-muted hover:text-ink',
          )}
        >
          {title}
        </button>
      ))}
    </div>
  );
};
