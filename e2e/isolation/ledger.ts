import { ownersIn } from './marks.ts';
import type { Owner } from './marks.ts';

/** Who was given something, and what may stand in it. */
export interface Listener {
  /** For people, such as `bob at /api/ws?account=ann`. */
  readonly name: string;
  /** Where it stands in the tally, such as `bob /api/ws`. */
  readonly tally: string;
  readonly mayHear: ReadonlySet<Owner>;
}

/** Judges every text that anybody is given, and counts whose facts were in it: a test that hears nothing proves nothing. */
export class Ledger {
  readonly leaks: string[] = [];
  /** Texts with facts of an owner, by listener and owner. */
  readonly heard = new Map<string, number>();

  judge(listener: Listener, text: string): void {
    for (const owner of ownersIn(text)) {
      const entry = `${listener.tally}: ${owner}`;
      this.heard.set(entry, (this.heard.get(entry) ?? 0) + 1);
      if (!listener.mayHear.has(owner))
        this.leaks.push(`${listener.name} was given what is of ${owner}: ${text.slice(0, 2000)}`);
    }
  }

  /** How many texts had facts of an owner. */
  count(tally: string, owner: Owner): number {
    return this.heard.get(`${tally}: ${owner}`) ?? 0;
  }
}
