import type { RetainedState } from '../state/retained-state.ts';
import type { Hearing } from './hearing.ts';
import type { HeldVersions } from './held-versions.ts';
import { isBehind, unitNamed, unitNameOf, unitNames } from './units.ts';
import type { Unit, UnitName, Versions } from './units.ts';
import type { SequencedEvent } from '@pitwall/model';

/** Units looked at in one step: a hundred thousand keys must not stop the others for long. */
const maxUnitsPerStep = 4096;

/** What a round of states works with. */
export interface StateRoundParts {
  readonly hearing: Hearing;
  readonly state: RetainedState;
  /** The versions that count at the moment of asking. */
  readonly versions: Versions;
  readonly held: HeldVersions;
}

/**
 * Brings a reader from the versions that it holds to those that count: once round all units, a page at a time, then
 * those that changed after their turn. What is left to do never grows beyond what changes between two pages.
 */
export class StateRound {
  readonly #parts: StateRoundParts;
  readonly #names: Iterator<UnitName>;
  /** Units that may be said again: changed since their turn, or given in a version that is not the newest. */
  readonly #open = new Map<string, UnitName>();
  #isOver = false;

  constructor(parts: StateRoundParts) {
    this.#parts = parts;
    this.#names = unitNames(parts.hearing, parts.state);
  }

  /** Whether each unit has had its turn. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Notes that a fact passed by, so that its unit is looked at once more. */
  note(event: SequencedEvent): void {
    const name = unitNameOf(this.#parts.hearing, event);
    this.#open.set(name.unitId, name);
  }

  /** Goes on round the units until `say` has no more room. */
  goOn(say: (unit: Unit) => boolean): void {
    for (let looked = 0; looked < maxUnitsPerStep; looked += 1) {
      const next = this.#names.next();
      if (next.done === true) {
        this.#isOver = true;
        return;
      }
      if (isBehind(next.value, this.#parts)) this.#open.set(next.value.unitId, next.value);
      if (!this.#say(next.value, say)) {
        // There was no room for it: its turn is not lost.
        this.#open.set(next.value.unitId, next.value);
        return;
      }
    }
  }

  /** Says what changed since its turn; true when, at this moment, the reader lacks nothing. */
  finish(say: (unit: Unit) => boolean): boolean {
    for (const [unitId, name] of this.#open) {
      if (!this.#say(name, say)) return false;
      if (!isBehind(name, this.#parts)) this.#open.delete(unitId);
    }
    return true;
  }

  #say(name: UnitName, say: (unit: Unit) => boolean): boolean {
    const unit = unitNamed(name, this.#parts);
    if (unit === undefined || this.#parts.held.holds(unit.unitId, unit.topics, unit.seq)) return true;
    if (!say(unit)) return false;
    this.#parts.held.give(unit.unitId, unit.seq);
    return true;
  }
}
