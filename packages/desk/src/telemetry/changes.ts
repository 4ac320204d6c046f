import type { EventDraft } from '@pitwall/model';

/** Lets a state pass only when it differs from what was told of it before. */
export interface Changes {
  /** The event, or nothing when the same data were told under this name before. */
  ifChanged(name: string, event: EventDraft): readonly EventDraft[];
}

/** Remembers nothing yet. */
export const createChanges = (): Changes => {
  const told = new Map<string, string>();
  return {
    ifChanged(name, event) {
      // The desk writes each state's fields in one order, so equal data are equal text.
      const text = JSON.stringify(event.data);
      if (told.get(name) === text) return [];
      told.set(name, text);
      return [event];
    },
  };
};
