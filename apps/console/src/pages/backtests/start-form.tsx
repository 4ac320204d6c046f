import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GatewayAnswer, GatewayFault } from '../../gateway/gateway-http.ts';
import { useAskGateway, usePolled } from '../../gateway/use-gateway.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/panel.tsx';
import { readBacktest } from './backtest.ts';
import { isFirst, problemOf, problemsByField, readFormFields, requestOf } from './request-form.ts';
import type { FormField, FormValues } from './request-form.ts';
import { StartField } from './start-field.tsx';
import type { StartFieldsProps } from './start-field.tsx';
import { readStrategies } from './strategies.ts';
import type { StrategyChoice } from './strategies.ts';
import { StrategyFields } from './strategy-fields.tsx';

/** What a gateway takes changes with its version alone. */
const everyMs = 600_000;

type GoodAnswer = Extract<GatewayAnswer, { readonly ok: true }>;

const readForm = ({ json }: GoodAnswer): readonly FormField[] => readFormFields(json);

const readChoices = ({ json }: GoodAnswer): readonly StrategyChoice[] => readStrategies(json);

/** What the form takes. */
export interface StartFormProps {
  /** The account in whose name it runs; undefined leaves it to the gateway. */
  readonly account: string | undefined;
  readonly onStarted: (id: string) => void;
}

const firstValues: FormValues = { variant: 'vanilla_full' };

/** Sends the request, and keeps what came of it. */
const useStart = ({ account, onStarted }: StartFormProps) => {
  const ask = useAskGateway();
  const [fault, setFault] = useState<GatewayFault | undefined>();
  const [isBusy, setIsBusy] = useState(false);
  const start = async (request: object) => {
    setIsBusy(true);
    const body = { ...(account === undefined ? {} : { account }), ...request };
    const answer = await ask('/api/backtests', { method: 'POST', body });
    setIsBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    const started = answer.ok ? readBacktest(answer.json) : undefined;
    if (started !== undefined) onStarted(started.id);
  };
  return { start, fault, isBusy };
};

const Fields = ({ fields, values, refused, onChange }: StartFieldsProps) =>
  fields.map((field) => (
    <StartField
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      refused={refused[field.name]}
      onChange={(value) => onChange(field.name, value)}
    />
  ));

const More = ({ fields, ...others }: StartFieldsProps) =>
  fields.length === 0 ? null : (
    <details open={fields.some(({ name }) => others.refused[name] !== undefined) || undefined}>
      <summary className="cursor-pointer py-1 text-xs font-medium text-muted">More: costs, files, seed</summary>
      <div className="mt-2 flex flex-col gap-3">
        <Fields fields={fields} {...others} />
      </div>
    </details>
  );

const hasProblem = (fields: readonly FormField[], values: FormValues): boolean =>
  fields.some((field) => problemOf(field, (values[field.name] ?? '').trim()) !== undefined);

interface FilledFormProps {
  readonly fields: readonly FormField[];
  readonly strategies: readonly StrategyChoice[];
  readonly sending: ReturnType<typeof useStart>;
}

const FilledForm = ({ fields, strategies, sending: { start, fault, isBusy } }: FilledFormProps) => {
  const [values, setValues] = useState(firstValues);
  const [options, setOptions] = useState<FormValues>({});
  const [name, setName] = useState(strategies[0]?.name);
  const strategy = strategies.find((one) => one.name === name);
  const isWrong = hasProblem(fields, values) || hasProblem(strategy?.options ?? [], options);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = requestOf(strategy?.options ?? [], options);
    const how = strategy === undefined ? {} : { strategy: strategy.name };
    const chosen = Object.keys(given).length === 0 ? how : { ...how, options: given };
    if (!isWrong) void start({ ...chosen, ...requestOf(fields, values) });
  };
  const refused = problemsByField(fault?.problems ?? []);
  const onChange = (field: string, value: string) => setValues((before) => ({ ...before, [field]: value }));
  const choose = (chosen: string) => {
    setName(chosen);
    setOptions({});
  };
  const shared = { values, refused, onChange };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <StrategyFields
        strategies={strategies}
        strategy={strategy}
        onChoose={choose}
        values={options}
        onChange={(field, value) => setOptions((before) => ({ ...before, [field]: value }))}
      />
      <Fields fields={fields.filter(isFirst)} {...shared} />
      <More fields={fields.filter((field) => !isFirst(field))} {...shared} />
      <div className="sticky -bottom-3.5 -mx-3.5 -mb-3.5 flex flex-col gap-2 border-t border-line bg-surface p-3.5">
        {fault !== undefined && <FaultNote fault={fault} />}
        <Button look="primary" type="submit" disabled={isWrong || isBusy}>
          {isBusy ? 'Starting…' : 'Start'}
        </Button>
      </div>
    </form>
  );
};

/** Starts a backtest: every field that the gateway takes, and nothing has to be filled in. */
export const StartForm = (props: StartFormProps) => {
  const form = usePolled({ path: '/openapi.json', everyMs, read: readForm });
  const strategies = usePolled({ path: '/api/backtests/strategies', everyMs, read: readChoices });
  const sending = useStart(props);
  const fault = form.fault ?? strategies.fault;
  if (fault !== undefined) return <FaultNote fault={fault} />;
  if (form.value === undefined || strategies.value === undefined) return <Loading title="the form" />;
  return <FilledForm fields={form.value} strategies={strategies.value} sending={sending} />;
};
