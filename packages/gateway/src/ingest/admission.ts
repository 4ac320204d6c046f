import { completeEvent, kinds, parseDraft, PitwallError, sharedAccount } from '@pitwall/model';
import type { EventDraft, TelemetryEvent, TimeMs } from '@pitwall/model';
import { gatewayPublisher } from './gateway-publisher.ts';
import type { Publisher } from './publisher.ts';

/** The account that a publisher names, or its first. Throws `FORBIDDEN_ACCOUNT` where its credential names another. */
export const ownAccount = (publisher: Publisher, named: string | undefined): string => {
  const account = named ?? publisher.defaultAccount;
  if (publisher.accounts !== '*' && !publisher.accounts.includes(account)) {
    throw new PitwallError('FORBIDDEN_ACCOUNT', `"${publisher.name}" may not publish to account "${account}"`);
  }
  return account;
};

/**
 * The account that a publisher means with facts of a kind: the one it names, or its first. Throws `FORBIDDEN_KIND` or
 * `FORBIDDEN_ACCOUNT` where its credential does not let it write.
 */
export const accountFor = (publisher: Publisher, facts: Pick<EventDraft, 'kind' | 'account'>): string => {
  if (publisher.kinds !== '*' && !publisher.kinds.includes(facts.kind)) {
    throw new PitwallError('FORBIDDEN_KIND', `"${publisher.name}" may not publish "${facts.kind}"`);
  }
  if (kinds[facts.kind].fromGateway === true && publisher !== gatewayPublisher) {
    throw new PitwallError('FORBIDDEN_KIND', `"${facts.kind}" is said by the gateway alone`);
  }
  if (kinds[facts.kind].shared) {
    if (publisher.shared) return sharedAccount;
    throw new PitwallError(
      'FORBIDDEN_KIND',
      `"${facts.kind}" is seen by all accounts, and "${publisher.name}" may publish only to its own`,
    );
  }
  return ownAccount(publisher, facts.account);
};

/**
 * The trust boundary of ingest: anything becomes a complete event of an account that its publisher may write to, or
 * throws `INVALID_EVENT`, `UNKNOWN_KIND`, `FORBIDDEN_KIND` or `FORBIDDEN_ACCOUNT`.
 */
export const admit = (publisher: Publisher, value: unknown, receivedAt: TimeMs): TelemetryEvent => {
  const draft = parseDraft(value);
  return completeEvent(draft, { account: accountFor(publisher, draft), source: publisher.name, receivedAt });
};
