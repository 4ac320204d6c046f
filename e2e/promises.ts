import { carryPromises } from './promises/carry-promises.ts';
import { fleetPromises } from './promises/fleet-promises.ts';
import { mciPromises } from './promises/mci-promises.ts';
import { pitwallPromises } from './promises/pitwall-promises.ts';
import type { PromiseTable } from './promises/promise-table.ts';
import { quantmindPromises } from './promises/quantmind-promises.ts';
import { rulingPromises } from './promises/ruling-promises.ts';
import { sdkPromises } from './promises/sdk-promises.ts';
import { titanPromises } from './promises/titan-promises.ts';

/*
 * Everything that clients built from the five protocol pages or of Pitwall's own protocol and programs that use the SDK may count
 * on, and everything that the rulings add where a page is silent, one sentence each. What a page asks of its clients, such as when to reconnect, is not promised here.
 *
 * Each promise is kept by at least one test, which says so in a line right above it:
 *
 *     // Promise: titan.position-delta, titan.forms-together
 *     it('tells readers of deltas what changed', …
 *
 * The line may stand above `it`, `it.each` or `describe`, in any test file of the repository. Cite a promise only from a test
 * that fails when it is broken. Ids are for ever: who rewords a promise keeps its id. `promises.test.ts` fails on a promise
 * that no test cites, on a citation of a promise that does not exist, and on one that stands above no test.
 */

/** The promises of all pages and rulings. */
export const promises: readonly PromiseTable[] = [
  titanPromises,
  carryPromises,
  fleetPromises,
  mciPromises,
  quantmindPromises,
  pitwallPromises,
  sdkPromises,
  rulingPromises,
];
