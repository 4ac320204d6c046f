/** Ends what it was returned by. Calling it again does nothing. */
export type Stop = () => void;

/**
 * Who listens to which messages. A listener that throws keeps no other from hearing: what it threw is reported, and the
 * connection goes on.
 */
export class Listeners<Message> {
  readonly #byName = new Map<string, Set<(message: Message) => void>>();
  readonly #report: (error: unknown) => void;

  /** `report` is given what listeners throw. */
  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Adds a listener. Each call is a listener of its own, also with the same function. */
  add(name: string, listener: (message: Message) => void): Stop {
    const own = (message: Message): void => listener(message);
    const named = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, named.add(own));
    return () => {
      named.delete(own);
    };
  }

  /** Tells everybody who listens to this name, in the order in which they came. */
  tell(name: string, message: Message): void {
    // A copy: a listener may end itself or add others while it hears.
    for (const listener of Array.from(this.#byName.get(name) ?? [])) {
      try {
        listener(message);
      } catch (error) {
        this.#report(error);
      }
    }
  }
}
