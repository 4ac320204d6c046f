import { useZone } from '../../console/use-choices.ts';
import type { AnyFact } from '../../data/fact.ts';
import { formatPreciseTime } from '../../format/time-text.ts';
import { Section } from '../../ui/fact-drawer.tsx';
import { Status } from '../../ui/status.tsx';
import { plainWord } from '../../ui/status-looks.ts';
import type { PastStep } from './past-steps.ts';
import { changesOf } from './step-changes.ts';
import { usePast } from './use-past.ts';
import type { PastAnswer } from './use-past.ts';

const wordOf = (data: object): string | undefined => {
  const word: unknown =
    Reflect.get(data, 'action') ??
    Reflect.get(data, 'status') ??
    Reflect.get(data, 'decision') ??
    Reflect.get(data, 'type');
  return typeof word === 'string' ? word : undefined;
};

const sentenceOf = (answer: PastAnswer): string => {
  if (answer.state === 'asking') return 'Asking the log for earlier steps …';
  if (answer.state === 'failed')
    return 'The log could not be asked, so this is what the page heard. Open it again to ask again.';
  if (answer.reach === 'cut')
    return 'The log no longer goes back to its beginning, so this is what the page heard; there may be earlier steps.';
  if (answer.reach === 'long') return 'The log is longer than a page reads, so there may be later steps than these.';
  return 'Every step that the log has. Updates between steps are not kept.';
};

/** Steps of both, each once, the oldest first. */
const united = (answer: PastAnswer, heard: readonly PastStep[]): readonly PastStep[] => {
  const told = answer.state === 'told' ? answer.steps : [];
  const bySeq = new Map([...told, ...heard].map((step) => [step.seq, step]));
  return [...bySeq.values()].toSorted((left, right) => left.receivedAt - right.receivedAt);
};

const spaced = (name: string): string => plainWord(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2'));

const Step = ({ step, before }: { readonly step: PastStep; readonly before: PastStep | undefined }) => {
  const zone = useZone();
  const changes = changesOf(before?.data, step.data);
  return (
    <li className="border-l border-line pb-3 pl-3 text-xs last:pb-0">
      <div className="flex items-center justify-between gap-3">
        <Status word={wordOf(step.data)} />
        <time
          className="figures text-muted"
          dateTime={new Date(step.occurredAt).toISOString()}
          title={`received ${formatPreciseTime(step.receivedAt, zone)}`}
        >
          {formatPreciseTime(step.occurredAt, zone)}
        </time>
      </div>
      {changes.length > 0 && (
        <dl className="mt-1 flex flex-wrap gap-x-3 text-2xs text-muted">
          {changes.map(([name, value]) => (
            <div key={name} className="flex gap-1">
              <dt>{spaced(name)}</dt>
              <dd className="figures whitespace-normal text-ink">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
};

/** What happened to the thing that a fact is about: what the page heard at once, and what the log says as soon as it says it. */
export const EntityHistory = ({ fact, heard }: { readonly fact: AnyFact; readonly heard: readonly AnyFact[] }) => {
  const answer = usePast(fact, heard.length);
  const steps = united(answer, heard);
  return (
    <Section title="History">
      <ol aria-label="History" className="flex flex-col">
        {steps.map((step, index) => <Step key={step.seq} step={step} before={steps[index - 1]} />).toReversed()}
      </ol>
      <p role="status" className="mt-2.5 text-2xs text-faint">
        {sentenceOf(answer)}
      </p>
    </Section>
  );
};
