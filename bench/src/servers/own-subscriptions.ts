import { changeEachUpgrade } from './each-upgrade.ts';

/**
 * Lets each connection to this process ask for topics of its own, as consoles that show different panels do. A load
 * client that opens all its connections with one path needs no other for that: the path is changed as it arrives.
 *
 * `always` stands in each set, so that all of them hear it; with `n` other topics there are 2ⁿ sets, and as many again
 * that ask for deltas.
 */
export const giveOwnSubscriptions = (always: string, topics: readonly string[]): void => {
  const others = topics.filter((topic) => topic !== always);
  let connections = 0;
  changeEachUpgrade((request) => {
    const chosen = others.filter((_topic, index) => (connections >> index) % 2 === 1);
    const delta = (connections >> others.length) % 2;
    connections += 1;
    request.url = `${request.url ?? '/'}?types=${[always, ...chosen].join(',')}&delta=${delta}`;
  });
};
