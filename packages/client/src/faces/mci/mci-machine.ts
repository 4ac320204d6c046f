import { mciStates } from './mci-states.ts';
import type { MciInput, MciState } from './mci-states.ts';

/** A change of the state, and what made it. */
export interface MciChange {
  readonly from: MciState;
  readonly to: MciState;
  readonly input: MciInput;
}

/** The page's state machine at work: it says what the table says, and tells each change. */
export class MciMachine {
  #state: MciState = 'Disconnected';
  readonly #changed: (change: MciChange) => void;

  constructor(changed: (change: MciChange) => void) {
    this.#changed = changed;
  }

  get state(): MciState {
    return this.#state;
  }

  step(input: MciInput): void {
    const from = this.#state;
    const to = mciStates[from][input];
    if (to === from) return;
    this.#state = to;
    this.#changed({ from, to, input });
  }
}
