import { isJson, listIn, objectIn, textIn } from './json-fields.ts';

/** Nobody waits longer than this for an answer, in ms: a gateway that is there takes a few. */
const answerTimeoutMs = 10_000;

/** One field that the gateway refused, as it says so itself. */
export interface FieldProblem {
  /** Such as `/startDate`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** Why an answer is none that can be used. */
export interface GatewayFault {
  /** The gateway's own code; `UNREACHABLE` where nothing answered. */
  readonly code: string;
  readonly message: string;
  /** What to do. */
  readonly how: string;
  readonly problems: readonly FieldProblem[];
}

/** What came of a request. */
export type GatewayAnswer =
  | { readonly ok: true; readonly status: number; readonly text: string; readonly json: unknown }
  | { readonly ok: false; readonly fault: GatewayFault };

/** How a request is made. */
export interface GatewayRequest {
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Asks the gateway over HTTP. Never throws: a fault is an answer too. */
export type AskGateway = (path: string, request?: GatewayRequest) => Promise<GatewayAnswer>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const problemsIn = (error: unknown): readonly FieldProblem[] =>
  listIn(error, 'problems')
    .filter(isJson)
    .map((one) => ({
      path: textIn(one, 'path') ?? '',
      found: textIn(one, 'found') ?? '',
      expected: textIn(one, 'expected') ?? '',
    }));

/** What a refusal says; an answer of something else than the gateway says its status alone. */
const faultOf = (status: number, json: unknown): GatewayFault => {
  const error = objectIn(json, 'error');
  return {
    code: textIn(error, 'code') ?? String(status),
    message: textIn(error, 'message') ?? `The gateway answered ${status}.`,
    how: textIn(error, 'how') ?? '',
    problems: problemsIn(error),
  };
};

const unreachable: GatewayFault = {
  code: 'UNREACHABLE',
  message: 'The gateway does not answer.',
  how: 'Nothing is lost: ask again when the connection is back.',
  problems: [],
};

/**
 * Makes requests to the gateway that serves the page.
 *
 * @param token the one at hand, asked for at each request; it stands in a header, never in an address
 */
export const createAskGateway =
  (gatewayUrl: string, token: () => string): AskGateway =>
  async (path, { method = 'GET', body } = {}) => {
    const shown = token();
    const headers = {
      ...(shown === '' ? {} : { authorization: `Bearer ${shown}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    try {
      const answer = await fetch(`${gatewayUrl}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(answerTimeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = parse(text);
      // A gateway that is not well says so with 503, and says how it is all the same.
      return answer.ok || (answer.status === 503 && textIn(json, 'status') !== undefined)
        ? { ok: true, status: answer.status, text, json }
        : { ok: false, fault: faultOf(answer.status, json) };
    } catch {
      return { ok: false, fault: unreachable };
    }
  };
