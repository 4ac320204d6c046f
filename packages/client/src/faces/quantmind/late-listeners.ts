import type { Clock } from '../../ports.ts';

/** Most messages that are held back, so that a page in the background, whose timers sleep, holds no flood. */
const maxHeld = 1_000;

/**
 * Holds back for one turn what comes right behind a confirmation. A program that waits for a subscription adds its listeners
 * after it, while the present values of the topic may have come with the confirmation in one piece.
 */
export class LateListeners<Message> {
  readonly #clock: Clock;
  readonly #tell: (message: Message) => void;
  #held: Message[] | undefined;

  constructor(clock: Clock, tell: (message: Message) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** What comes from now on waits for the listeners that this turn adds. */
  expect(): void {
    if (this.#held !== undefined) return;
    this.#held = [];
    this.#clock.after(0, () => this.#release());
  }

  /** Tells a message, or holds it back. */
  take(message: Message): void {
    if (this.#held === undefined) {
      this.#tell(message);
      return;
    }
    this.#held.push(message);
    // At the bound nothing is lost and nothing overtakes: whoever did not listen by now is late.
    if (this.#held.length >= maxHeld) this.#release();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) this.#tell(message);
  }
}
