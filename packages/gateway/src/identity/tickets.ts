import { createHash } from 'node:crypto';
import { PitwallError } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { IdentityStats } from '../observe/identity-stats.ts';
import type { Ticket, Tickets } from './gateway-identity.ts';
import type { Identity } from './identity.ts';

/** Bounds of tickets. */
export interface TicketOptions {
  /** How long a ticket is good, in ms. @default 30,000 (ruling 9) */
  readonly ticketTtlMs: number;
  /** Most tickets that are open at a time. @default 10,000: each holds half a kilobyte */
  readonly maxTickets: number;
}

/** What tickets are made with. */
export interface TicketParts {
  readonly clock: Clock;
  /** So many bytes that nobody can guess. */
  readonly randomBytes: (size: number) => Uint8Array;
  readonly stats: Pick<IdentityStats, 'ticketsIssued' | 'ticketsRedeemed'>;
}

/** 192 bits: nobody guesses one of ten thousand in its thirty seconds. */
const ticketBytes = 24;

interface OpenTicket {
  readonly identity: Identity;
  readonly expiresAtMs: number;
}

/** Kept by hash: a look-up then takes no time that tells of a ticket, and a memory dump holds none. */
const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url');

/** Tickets in memory: a restart ends them, and clients ask for another. */
class MemoryTickets implements Tickets {
  readonly #options: TicketOptions;
  readonly #parts: TicketParts;
  readonly #open = new Map<string, OpenTicket>();

  constructor(options: TicketOptions, parts: TicketParts) {
    this.#options = options;
    this.#parts = parts;
  }

  issue(identity: Identity): Ticket {
    const { clock, randomBytes, stats } = this.#parts;
    const nowMs = clock.now();
    if (this.#open.size >= this.#options.maxTickets) this.#forgetExpired(nowMs);
    if (this.#open.size >= this.#options.maxTickets) {
      throw new PitwallError('OVERLOADED', 'Too many tickets are open; ask again in a moment');
    }
    const ticket = Buffer.from(randomBytes(ticketBytes)).toString('base64url');
    const expiresAtMs = Math.min(nowMs + this.#options.ticketTtlMs, identity.expiresAtMs);
    this.#open.set(hashOf(ticket), { identity, expiresAtMs });
    stats.ticketsIssued += 1;
    return { ticket, expiresAtMs };
  }

  redeem(ticket: string): Identity | undefined {
    const hash = hashOf(ticket);
    const open = this.#open.get(hash);
    // Gone before anything else is looked at: two who come at once never both get in.
    this.#open.delete(hash);
    if (open === undefined || open.expiresAtMs <= this.#parts.clock.now()) return undefined;
    this.#parts.stats.ticketsRedeemed += 1;
    return open.identity;
  }

  #forgetExpired(nowMs: number): void {
    for (const [hash, { expiresAtMs }] of this.#open) if (expiresAtMs <= nowMs) this.#open.delete(hash);
  }
}

/** Makes the tickets of one gateway. */
export const createTickets = (options: TicketOptions, parts: TicketParts): Tickets => new MemoryTickets(options, parts);
