import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway } from '@pitwall/gateway';
import { Ear } from './ear.ts';
import { Ledger } from './ledger.ts';
import type { Listener } from './ledger.ts';
import { owners } from './marks.ts';
import type { Owner } from './marks.ts';
import { openAccount, people, watchedBy } from './people.ts';
import type { Person, Way } from './people.ts';

const many = 1_000_000;

const credentialOf = (owner: Owner): string => `credential-of-${owner}-0123456789`;

const options = {
  ...defaultGatewayOptions,
  port: 0,
  legacyPorts: false,
  account: openAccount,
  auth: 'required' as const,
  authRoutes: { 'main/ws/titan': 'none', carry: 'optional' } as const,
  jwtSecret: 'a secret of at least thirty-two bytes',
  publishers: owners.map((owner) => ({
    name: `desk-of-${owner}`,
    token: credentialOf(owner),
    accounts: [owner === 'shared' ? openAccount : owner],
    shared: owner === 'shared',
  })),
  // Little room, so that readers fall behind and cursors are too old.
  highWaterBytes: 1024,
  logEvents: 256,
  // One address plays everybody.
  dialectConnectionLimits: false,
  maxConnectionsPerIp: many,
  maxConnectionsPerSubject: many,
  connectionsPerMinutePerIp: many,
  httpRequestsPerSecondPerIp: many,
  failedTokensPerMinutePerIp: many,
  identityRequestsPerSecond: many,
};

/** What a request may be. */
interface Ask {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How somebody asks to come in. */
export interface Visit {
  readonly person: Person;
  readonly way: Way;
  readonly account?: string;
  /** Further parameters. */
  readonly query?: Readonly<Record<string, string>>;
  readonly carriage?: 'header' | 'cookie' | 'query' | 'ticket';
}

/** A gateway with people who watch it, and a ledger of all that they are given. */
export class World {
  readonly ledger = new Ledger();
  readonly logLines: string[] = [];
  readonly gateway: Gateway;
  readonly #tokens = new Map<string, string>();
  readonly #ears: Ear[] = [];
  #port = 0;

  constructor() {
    const destination = { write: (line: string) => void this.logLines.push(line) };
    const logger = createLogger({ level: 'info' }, { destination });
    this.gateway = createGateway(options, { dialects, logger, version: 'test' });
  }

  static async open(): Promise<World> {
    const world = new World();
    world.#port = (await world.gateway.start()).main.port;
    for (const { name, accounts, admin } of people.filter(({ known }) => known)) {
      const publishes = { kinds: '*', shared: false } as const;
      const claims = { subject: name, admin, publishes, ttlMs: 3_600_000 };
      const named = accounts.length === 0 ? claims : { ...claims, accounts };
      world.#tokens.set(name, (await mintToken(options, named, systemClock)).token);
    }
    return world;
  }

  /** Every secret that was given out. */
  get secrets(): readonly string[] {
    return [...this.#tokens.values(), ...owners.map(credentialOf), options.jwtSecret];
  }

  tokenOf({ name }: Person): string {
    return this.#tokens.get(name) ?? 'none';
  }

  /** Opens a session, whether it will be let in or not. */
  async connect(visit: Visit): Promise<Ear> {
    const { person, way, account, query = {}, carriage = 'header' } = visit;
    const shown = person.known ? await this.#shownBy(person, carriage) : { query: {}, headers: {} };
    const parameters = { ...query, ...(account === undefined ? {} : { account }), ...shown.query };
    const path = `${way.path}?${new URLSearchParams(parameters).toString()}`;
    const listener = listenerOf(visit);
    const ear = await Ear.open({ port: this.#port, path, headers: shown.headers }, listener, {
      ledger: this.ledger,
      path: way.path,
    });
    this.#ears.push(ear);
    return ear;
  }

  /** Asks over HTTP as somebody who watches. Answers status, headers and body, which are judged. */
  watch(visit: Visit, headers: Readonly<Record<string, string>> = {}) {
    const { person, way, account, query = {} } = visit;
    const parameters = { ...query, ...(account === undefined ? {} : { account }) };
    const path = `${way.path}?${new URLSearchParams(parameters).toString()}`;
    const authorization = person.known ? { authorization: `Bearer ${this.tokenOf(person)}` } : {};
    return this.#ask({ path, headers: { ...authorization, ...headers } }, listenerOf(visit));
  }

  /** Publishes as the desk of an owner; its answers are judged too. */
  publish(owner: Owner, path: string, body: unknown, token = credentialOf(owner)) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const listener = { name: `the desk of ${owner} at ${path}`, tally: `desk ${owner}`, mayHear: new Set([owner]) };
    return this.#ask({ path, method: 'POST', headers, body }, listener);
  }

  async close(): Promise<void> {
    for (const ear of this.#ears) ear.cut();
    await this.gateway.stop();
  }

  async #shownBy(person: Person, carriage: NonNullable<Visit['carriage']>) {
    const token = this.tokenOf(person);
    if (carriage === 'header') return { query: {}, headers: { Authorization: `Bearer ${token}` } };
    if (carriage === 'cookie') return { query: {}, headers: { Cookie: `pitwall_token=${token}` } };
    if (carriage === 'query') return { query: { token }, headers: {} };
    return { query: { ticket: await this.#ticketOf(token) }, headers: {} };
  }

  async #ticketOf(token: string): Promise<string> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`http://127.0.0.1:${this.#port}/v1/tickets`, { method: 'POST', headers });
    const { ticket } = (await answer.json()) as { ticket: string };
    return ticket;
  }

  async #ask({ path, method = 'GET', headers = {}, body }: Ask, listener: Listener) {
    const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const { status } = answer;
    this.ledger.judge(listener, `${JSON.stringify([...answer.headers])} ${text}`);
    return { status, text, etag: answer.headers.get('etag') ?? undefined };
  }
}

const listenerOf = ({ person, way, account, query }: Visit): Listener => ({
  name: `${person.name} at ${way.path} (${JSON.stringify({ account, ...query })})`,
  tally: `${person.name} ${way.path}`,
  mayHear: watchedBy(person, way, account),
});
