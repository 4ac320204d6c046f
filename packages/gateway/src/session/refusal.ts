import { closeCodes } from '@pitwall/model';
import type { CloseName, ErrorCode, PitwallError } from '@pitwall/model';
import type { ErrorProblem } from './talk.ts';

/** How a client is refused: what is said, and with which close. */
export interface Refusal {
  readonly close: CloseName;
  readonly problem: ErrorProblem;
  /** For people. */
  readonly detail: string;
}

const refusals: { readonly [Code in ErrorCode]?: Omit<Refusal, 'detail'> } = {
  UNAUTHENTICATED: { close: 'UNAUTHENTICATED', problem: 'unauthenticated' },
  INVALID_TOKEN: { close: 'INVALID_TOKEN', problem: 'invalid-token' },
  TOKEN_EXPIRED: { close: 'INVALID_TOKEN', problem: 'session-expired' },
  FORBIDDEN_ACCOUNT: { close: 'FORBIDDEN', problem: 'forbidden' },
  RATE_LIMITED: { close: 'RATE_LIMITED', problem: 'rate-limited' },
};

/** What a client is told of the error that keeps it out; of a fault in here it learns no more than that there is one. */
export const refusalOf = (error: PitwallError): Refusal => {
  const known = refusals[error.code];
  if (known !== undefined) return { ...known, detail: error.message };
  return { close: 'INTERNAL', problem: 'internal', detail: closeCodes.INTERNAL.reason };
};
