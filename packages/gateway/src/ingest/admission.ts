import { completeEvent, kinds, parseDraft, PitwallError, sharedAccount } from '@pitwall/model';
import type { EventDraft, TelemetryEvent, TimeMs } from '@pitwall/model';
import type { Publisher } from './publisher.ts';

const accountOf = (publisher: Publisher, draft: EventDraft): string => {
  if (kinds[draft.kind].shared) {
    if (publisher.shared) return sharedAccount;
    throw new PitwallError(
      'FORBIDDEN_KIND',
      `"${draft.kind}" is seen by all accounts, and "${publisher.name}" may publish only to its own`,
    );
  }
  const account = draft.account ?? publisher.defaultAccount;
  if (publisher.accounts !== '*' && !publisher.accounts.includes(account)) {
    throw new PitwallError('FORBIDDEN_ACCOUNT', `"${publisher.name}" may not publish to account "${account}"`);
  }
  return account;
};

/**
 * The trust boundary of ingest: anything becomes a complete event of an account that its publisher may write to, or
 * throws `INVALID_EVENT`, `UNKNOWN_KIND`, `FORBIDDEN_KIND` or `FORBIDDEN_ACCOUNT`.
 */
export const admit = (publisher: Publisher, value: unknown, receivedAt: TimeMs): TelemetryEvent => {
  const draft = parseDraft(value);
  if (publisher.kinds !== '*' && !publisher.kinds.includes(draft.kind)) {
    throw new PitwallError('FORBIDDEN_KIND', `"${publisher.name}" may not publish "${draft.kind}"`);
  }
  return completeEvent(draft, { account: accountOf(publisher, draft), source: publisher.name, receivedAt });
};
