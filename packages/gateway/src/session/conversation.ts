import type { CloseName } from '@pitwall/model';
import type { Command, Dialect } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { InboundGate, InboundLimits } from './inbound-gate.ts';
import { parseFrame } from './parse-frame.ts';
import type { Subscription } from './subscription.ts';
import type { Talk } from './talk.ts';

/** What a conversation asks of its session. */
export interface ConversationPort {
  /** The topics changed: some are new, some are gone. */
  hear(added: readonly string[], removed: readonly string[]): void;
  close(name: CloseName, reason?: string): void;
  /** The client brought a new token. */
  authenticate(token: string): void;
  counted(what: 'read' | 'unreadable' | 'unknown' | 'discarded' | 'too-many-topics'): void;
}

/** What a conversation works with. */
export interface ConversationParts {
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly gate: InboundGate;
  readonly talk: Talk;
  readonly subscription: Subscription;
  readonly port: ConversationPort;
}

/** Listens to one client: guards against floods and nonsense, and does what its commands ask. */
export class Conversation {
  readonly #limits: InboundLimits & { readonly maxTopicsPerSession: number };
  readonly #parts: ConversationParts;

  constructor(limits: InboundLimits & { readonly maxTopicsPerSession: number }, parts: ConversationParts) {
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
    const { clock, talk, port } = this.#parts;
    port.counted(command.do === 'unknown' ? 'unknown' : 'read');
    switch (command.do) {
      case 'subscribe':
        this.#subscribe(command);
        return;
      case 'unsubscribe':
        this.#unsubscribe(command);
        return;
      case 'ping':
        talk.say({ say: 'pong', nowMs: clock.now(), ...(command.echo === undefined ? {} : { echo: command.echo }) });
        return;
      case 'disconnect':
        port.close('NORMAL', 'client disconnect');
        return;
      case 'authenticate':
        port.authenticate(command.token);
        return;
      case 'unknown':
        talk.error('unknown-command', command.what, command.requestId);
        return;
      case 'alive':
        return;
    }
  }

  #subscribe(command: Command & { do: 'subscribe' }): void {
    const { talk, subscription, port } = this.#parts;
    const { requestId } = command;
    const added = subscription.add(command.topics);
    if (added === undefined) {
      port.counted('too-many-topics');
      talk.error('unknown-topic', `at most ${this.#limits.maxTopicsPerSession} topics a session`, requestId);
      return;
    }
    if (command.topics.length > 0) talk.topics('subscribed', command.topics, requestId);
    this.#refuse(command.unknownTopics, requestId);
    if (added.length > 0) port.hear(added, []);
  }

  #unsubscribe(command: Command & { do: 'unsubscribe' }): void {
    const { talk, subscription, port } = this.#parts;
    const removed = subscription.remove(command.topics);
    if (removed.length > 0) port.hear([], removed);
    if (command.topics.length > 0) talk.topics('unsubscribed', command.topics, command.requestId);
    this.#refuse(command.unknownTopics, command.requestId);
  }

  #refuse(unknownTopics: readonly string[], requestId: string | undefined): void {
    if (unknownTopics.length === 0) return;
    const { topics } = this.#parts.dialect.traits.subscription;
    const detail = `there is no ${unknownTopics.join(', ')}; there are ${topics.join(', ')}`;
    this.#parts.talk.error('unknown-topic', detail, requestId);
  }
}
