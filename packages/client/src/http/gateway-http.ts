import type { Address } from '../address.ts';
import { ClientError, type ClientErrorCode } from '../client-error.ts';
import { gatewayError } from '../gateway-error.ts';
import type { Clock, Http, HttpAnswer, HttpRequest } from '../ports.ts';
import type { Tokens } from '../tokens.ts';
import { readError, readJson, readTicket } from '../wire/read.ts';

/** What requests work with. */
export interface GatewayHttpParts {
  readonly address: Address;
  readonly tokens: Tokens;
  readonly http: Http;
  readonly clock: Clock;
}

/** One request of this client. */
export interface GatewayRequest {
  readonly method?: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly accept?: string;
  /** Sent as JSON. */
  readonly body?: string;
  /** How long the head of the answer may take. */
  readonly timeoutMs: number;
}

/** An answer with its body. */
export interface TextAnswer {
  readonly answer: HttpAnswer;
  readonly text: string;
}

/** A request whose answer did not come as it should. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly why: ClientError;
  /** What the gateway said to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(why: ClientError, retryAfterMs?: number) {
    super(why.message, { cause: why });
    this.why = why;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Requests that can be called off together. */
export class Cancellation {
  readonly #cancels = new Set<() => void>();
  isCancelled = false;

  add(cancel: () => void): () => void {
    this.#cancels.add(cancel);
    if (this.isCancelled) cancel();
    return () => this.#cancels.delete(cancel);
  }

  cancel(): void {
    this.isCancelled = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}

const statusErrors: Readonly<Record<number, ClientErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  408: 'UNAVAILABLE',
  429: 'RATE_LIMITED',
};

const statusError = (status: number): ClientErrorCode =>
  statusErrors[status] ?? (status >= 500 ? 'UNAVAILABLE' : 'REFUSED');

/** Longest that `Retry-After` is believed, in ms: a proxy's hour must not silence a console. */
const longestRetryAfterMs = 300_000;

/** Makes requests to the gateway with the token, and judges the answers by the gateway's table of errors. */
export class GatewayHttp {
  readonly #parts: GatewayHttpParts;

  constructor(parts: GatewayHttpParts) {
    this.#parts = parts;
  }

  /** The answer, when it is one of the good statuses. Rejects with {@link HttpFailure}. */
  async ask(request: GatewayRequest, cancellation: Cancellation, good: readonly number[] = [200]): Promise<HttpAnswer> {
    const answer = await this.#answer(await this.#requestOf(request), request.timeoutMs, cancellation);
    if (good.includes(answer.status)) {
      this.#parts.tokens.accepted();
      return answer;
    }
    throw this.failure(answer, await answer.text().catch(() => ''));
  }

  /** The whole body of the answer, which may stall after its head came. */
  async askText(request: GatewayRequest, cancellation: Cancellation, good?: readonly number[]): Promise<TextAnswer> {
    const answer = await this.ask(request, cancellation, good);
    const timer = this.#parts.clock.after(request.timeoutMs, () => cancellation.cancel());
    try {
      return { answer, text: await answer.text() };
    } finally {
      timer.cancel();
    }
  }

  /** A ticket for one connection. */
  async ticket(timeoutMs: number): Promise<string> {
    const request = { method: 'POST', path: '/v1/tickets', timeoutMs } as const;
    const ticket = readTicket(readJson((await this.askText(request, new Cancellation(), [201])).text));
    if (ticket === undefined) throw new ClientError('UNAVAILABLE', 'The gateway answered with no ticket');
    return ticket;
  }

  async #requestOf({ method = 'GET', path, accept = 'application/json', body }: GatewayRequest): Promise<HttpRequest> {
    const token = await this.#parts.tokens.current();
    return {
      method,
      url: `${this.#parts.address.http}${path}`,
      headers: {
        accept,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    };
  }

  async #answer(request: HttpRequest, timeoutMs: number, cancellation: Cancellation): Promise<HttpAnswer> {
    const exchange = this.#parts.http(request);
    cancellation.add(() => exchange.cancel());
    let isLate = false;
    const timer = this.#parts.clock.after(timeoutMs, () => {
      isLate = true;
      exchange.cancel();
    });
    try {
      return await exchange.answer;
    } catch (cause) {
      const code = isLate ? 'OPEN_TIMEOUT' : 'CONNECTION_LOST';
      throw new HttpFailure(new ClientError(code, 'The gateway did not answer', { cause }));
    } finally {
      timer.cancel();
    }
  }

  /** What an answer that is none of the good ones means. */
  failure(answer: HttpAnswer, text: string): HttpFailure {
    const { status } = answer;
    const seconds = Number(answer.header('retry-after'));
    const retryAfterMs = seconds > 0 ? Math.min(seconds * 1000, longestRetryAfterMs) : undefined;
    const said = readError(readJson(text));
    const why =
      said === undefined
        ? new ClientError(statusError(status), `The gateway answered ${status}`, { status })
        : gatewayError(said, status);
    return new HttpFailure(why, retryAfterMs);
  }
}

/** Whatever went wrong, as a failure. */
export const failureOf = (fault: unknown): HttpFailure => {
  if (fault instanceof HttpFailure) return fault;
  if (fault instanceof ClientError) return new HttpFailure(fault);
  return new HttpFailure(new ClientError('CONNECTION_LOST', 'The answer broke off', { cause: fault }));
};
