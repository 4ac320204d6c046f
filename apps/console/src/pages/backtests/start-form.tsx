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

/** What a gateway takes changes with its version alone. */
const everyMs = 600_000;

const readFields = ({ json }: Extract<GatewayAnswer, { readonly ok: true }>): readonly FormField[] =>
  readFormFields(json);

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
  const start = async (fields: readonly FormField[], values: FormValues) => {
    setIsBusy(true);
    const body = { ...(account === undefined ? {} : { account }), ...requestOf(fields, values) };
    const answer = await ask('/api/backtests', { method: 'POST', body });
    setIsBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    const started = answer.ok ? readBacktest(answer.json) : undefined;
    if (started !== undefined) onStarted(started.id);
  };
  return { start, fault, isBusy };
};

const Fields = ({
  fields,
  values,
  refused,
  onChange,
}: {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly refused: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}) =>
  fields.map((field) => (
    <StartField
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      refused={refused[field.name]}
      onChange={(value) => onChange(field.name, value)}
    />
  ));

/** Starts a backtest: every field that the gateway takes, and nothing has to be filled in. */
export const StartForm = (props: StartFormProps) => {
  const { value: fields, fault: noFields } = usePolled({ path: '/openapi.json', everyMs, read: readFields });
  const [values, setValues] = useState(firstValues);
  const { start, fault, isBusy } = useStart(props);
  if (noFields !== undefined) return <FaultNote fault={noFields} />;
  if (fields === undefined) return <Loading title="the form" />;
  const isWrong = fields.some((field) => problemOf(field, (values[field.name] ?? '').trim()) !== undefined);
  const refused = problemsByField(fault?.problems ?? []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) void start(fields, values);
  };
  const change = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const [first, more] = [fields.filter(isFirst), fields.filter((field) => !isFirst(field))];
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Fields fields={first} values={values} refused={refused} onChange={change} />
      {more.length > 0 && (
        <details open={more.some(({ name }) => refused[name] !== undefined) || undefined}>
          <summary className="cursor-pointer py-1 text-xs font-medium text-muted">More: costs, files, seed</summary>
          <div className="mt-2 flex flex-col gap-3">
            <Fields fields={more} values={values} refused={refused} onChange={change} />
          </div>
        </details>
      )}
      {fault !== undefined && <FaultNote fault={fault} />}
      <Button look="primary" type="submit" disabled={isWrong || isBusy}>
        {isBusy ? 'Starting…' : 'Start'}
      </Button>
    </form>
  );
};
