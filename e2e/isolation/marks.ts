/** Whose facts there are: three accounts, the one of everybody without a token, and what is shared by all. */
export const owners = ['ann', 'bob', 'cay', 'house', 'shared'] as const;

/** Whose a fact is. */
export type Owner = (typeof owners)[number];

/** What stands in every text of an owner's facts, and in nothing else. */
export const markOf = (owner: Owner): string => `${owner}mark`;

/** Every amount of an owner begins with these three of its nine digits: no time, count or hex id looks like that. */
const firstDigits: { readonly [O in Owner]: string } = {
  ann: '711',
  bob: '712',
  cay: '713',
  house: '714',
  shared: '719',
};

const ownerByDigits = new Map<string, Owner>(owners.map((owner) => [firstDigits[owner], owner]));

const traces = /(ann|bob|cay|house|shared)mark|\b(71[12349])[0-9]{6}\b/gi;

/** The nth amount of an owner. */
export const amountOf = (owner: Owner, n: number): number => Number(firstDigits[owner]) * 1_000_000 + (n % 1_000_000);

/** Whose facts show in a text. */
export const ownersIn = (text: string): ReadonlySet<Owner> => {
  const found = new Set<Owner>();
  for (const [, name, digits] of text.matchAll(traces)) {
    const owner = digits === undefined ? owners.find((one) => one === name?.toLowerCase()) : ownerByDigits.get(digits);
    if (owner !== undefined) found.add(owner);
  }
  return found;
};
