import { strategyTable } from '@pitwall/desk';
import type { OptionForm, StrategyDefinition } from '@pitwall/desk';

/** Every built-in strategy with its options, for help. */
export const strategyHelp = (): string => `Strategies (--strategy), and their options (--option name=value):
${strategyTable.map(helpOf).join('\n')}
  ./mine.mjs, ./mine.ts: a module of your own, which docs/strategies.md describes`;

const helpOf = ({ name, description, options }: StrategyDefinition): string =>
  [`  ${name}: ${description}`, ...options.map(optionHelp)].join('\n');

const optionHelp = (form: OptionForm): string => {
  const words = form.words === undefined ? '' : ` One of ${form.words.join(', ')}.`;
  const value = form.default === undefined ? '…' : String(form.default);
  return `      ${`${form.name}=${value}`.padEnd(26)} ${form.description}${words}`;
};
