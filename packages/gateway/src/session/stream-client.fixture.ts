import type { StreamWish } from '@pitwall/dialects';
import { streamProbeDialect } from '@pitwall/testkit';
import type { Admission } from '../identity/identity.ts';
import type { FakeSocket, SessionRig } from './session-rig.fixture.ts';
import type { Session } from './session.ts';

/** What a client reads. */
export type Message = Record<string, unknown>;

/** A client of a session with streams, and what it is told. */
export class StreamClient {
  readonly session: Session;
  readonly socket: FakeSocket;
  readonly rig: SessionRig;
  readonly ask: (message: unknown) => void;

  constructor(rig: SessionRig, admission?: Admission) {
    this.rig = rig;
    const connected = rig.connect('', streamProbeDialect, admission);
    this.session = connected.session;
    this.socket = connected.socket;
    this.ask = connected.ask;
  }

  open(wish: Partial<StreamWish> = {}, id = 'r'): Message[] {
    this.socket.read();
    this.ask({ ask: 'open', id, wish });
    this.rig.clock.endTurns();
    return this.socket.read();
  }
}

/** The stream that the first message is of. */
export const streamOf = (messages: readonly Message[]): string => String(messages[0]?.['stream']);

/** What each link names as the one before it, and itself. */
export const links = (messages: readonly Message[]): unknown[] =>
  messages.filter(({ prev }) => prev !== undefined).map(({ seq, prev }) => [prev, seq]);
