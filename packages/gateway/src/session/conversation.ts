import type { CloseName } from '@pitwall/model';
import type { Command, Dialect } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { Hearer } from './hearer.ts';
import type { InboundGate, InboundLimits } from './inbound-gate.ts';
import { parseFrame } from './parse-frame.ts';
import type { Talk } from './talk.ts';

/** What a conversation asks of its session. */
export interface ConversationPort {
  close(name: CloseName, reason?: string): void;
  /** The client brought a new token. */
  authenticate(token: string, requestId: string | undefined): void;
  counted(what: 'read' | 'unreadable' | 'unknown' | 'discarded'): void;
}

/** What a conversation works with. */
export interface ConversationParts {
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly gate: InboundGate;
  readonly talk: Talk;
  readonly hearer: Hearer;
  readonly port: ConversationPort;
}

/** Listens to one client: guards against floods and nonsense, and does what its commands ask. */
export class Conversation {
  readonly #limits: InboundLimits;
  readonly #parts: ConversationParts;

  constructor(limits: InboundLimits, parts: ConversationParts) {
    this.#limits = limits;
    this.#parts = parts;
  }

  /** Takes a data frame; `undefined` stands for a binary one. */
  take(payload: string | undefined): void {
    if (!this.#admits()) return;
    const message = payload === undefined ? undefined : parseFrame(payload);
    if (message === undefined) this.#unreadable(payload === undefined);
    else this.#obey(this.#parts.dialect.decodeCommand(message));
  }

  #admits(): boolean {
    const { gate, talk, port } = this.#parts;
    const verdict = gate.message();
    if (verdict === 'read') return true;
    port.counted('discarded');
    if (verdict === 'close') port.close('RATE_LIMITED');
    if (verdict === 'discard-and-tell') {
      const { inboundMessages, inboundWindowMs } = this.#limits;
      talk.error(
        'rate-limited',
        `more than ${inboundMessages} messages in ${inboundWindowMs} ms: what is above is discarded`,
      );
    }
    return false;
  }

  #unreadable(binary: boolean): void {
    const { gate, talk, port } = this.#parts;
    port.counted('unreadable');
    talk.error('not-json', binary ? 'binary frames are not read' : 'this frame is not JSON');
    if (gate.unreadable()) port.close('POLICY', 'too many unreadable frames');
  }

  #obey(command: Command): void {
    const { clock, hearer, talk, port } = this.#parts;
    port.counted(command.do === 'unknown' ? 'unknown' : 'read');
    switch (command.do) {
      case 'subscribe':
      case 'unsubscribe':
      case 'open-stream':
      case 'close-stream':
        hearer.obey(command);
        return;
      case 'ping':
        talk.say({ say: 'pong', nowMs: clock.now(), ...(command.echo === undefined ? {} : { echo: command.echo }) });
        return;
      case 'disconnect':
        port.close('NORMAL', 'client disconnect');
        return;
      case 'authenticate':
        port.authenticate(command.token, command.requestId);
        return;
      case 'unknown':
        talk.error('unknown-command', command.what, command.requestId);
        return;
      case 'alive':
        return;
    }
  }
}
