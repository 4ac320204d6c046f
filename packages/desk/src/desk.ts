import type { EventDraft } from '@pitwall/model';
import { deskDefaults, type DeskOptions, type DeskParts } from './desk-options.ts';
import { createFleet } from './fleet/fleet.ts';

/** The paper desk with one account and one strategy, and the carry bot beside it where it is wanted: a fleet of its own, see {@link createFleet}. */
export const createDesk = (
  options: DeskOptions,
  { strategy, ...parts }: DeskParts,
): AsyncIterable<readonly EventDraft[]> => {
  const { botId = deskDefaults.botId } = options;
  return createFleet({ ...options, accounts: [{ ...options, bots: [{ botId, strategy }] }] }, parts);
};
