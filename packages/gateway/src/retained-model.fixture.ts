import { updateRuleOf } from '@pitwall/model';
import type { Kind, SequencedEvent } from '@pitwall/model';

/** The latest values as a plain list says them: slow, and simple enough to be believed. */
export class RetainedModel {
  #values: SequencedEvent[] = [];

  fold(event: SequencedEvent): void {
    const rule = updateRuleOf(event);
    if (rule.retain === 'none') return;
    const kinds: readonly string[] =
      rule.retain === 'remove' ? [event.kind, ...(rule.alsoRemoves ?? [])] : [event.kind];
    const index = this.#values.findIndex((value) => this.#isOf(value, event, [event.kind]));
    if (rule.retain === 'remove') this.#values = this.#values.filter((value) => !this.#isOf(value, event, kinds));
    else if (index < 0) this.#values.push(event);
    else this.#values[index] = event;
  }

  keyCount(account: string): number {
    return this.#values.filter((value) => value.account === account).length;
  }

  values(account: string, kind: Kind): readonly SequencedEvent[] {
    return this.#values.filter((value) => value.account === account && value.kind === kind);
  }

  value(account: string, kind: Kind, key: string): SequencedEvent | undefined {
    return this.values(account, kind).find((value) => value.key === key);
  }

  #isOf(value: SequencedEvent, event: SequencedEvent, kinds: readonly string[]): boolean {
    return value.account === event.account && value.key === event.key && kinds.includes(value.kind);
  }
}
