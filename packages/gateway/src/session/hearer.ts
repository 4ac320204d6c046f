import type { PitwallError } from '@pitwall/model';
import type { Command, StreamPosition } from '@pitwall/dialects';
import type { SessionInput } from './session-table.ts';

/** What a client asks about what it hears. */
export type HearingCommand = Command & { do: 'subscribe' | 'unsubscribe' | 'open-stream' | 'close-stream' };

/** What of a session hears: one set of topics that turns, or several streams. */
export interface Hearer {
  /** Hears what the URL and the dialect say from the start. Tells for people why that cannot be heard, if it cannot. */
  begin(): string | undefined;
  obey(command: HearingCommand): void;
  /** All output was taken by the operating system. */
  drained(): void;
  /** Leaves every audience, which sends what was pending first. */
  leave(): void;
  /** Where the streams stand that are live, after what has gathered for them; nothing where there are no streams. */
  positions(): readonly StreamPosition[];
}

/** What a hearer asks of its session. */
export interface HearerPort {
  move(input: SessionInput & ('heard' | 'unheard' | 'caught-up' | 'fell-behind')): void;
  /** Bytes stay unsent: the slow-reader rule takes over. */
  undrained(): void;
  /** The reader cannot be brought to the present. */
  failed(error: PitwallError): void;
  /** A wish was refused. */
  counted(what: 'too-many-topics' | 'too-many-streams'): void;
}
