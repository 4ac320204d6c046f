/** Fields without those that are undefined. */
export type Present<Fields extends object> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Leaves out what is undefined, for options whose absence means their default. */
export const present = <Fields extends object>(fields: Fields): Present<Fields> => {
  const known: object = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return isPresent<Fields>(known) ? known : {};
};

/** Entries of an object without some of them are what the type says; the compiler cannot see that. */
const isPresent = <Fields extends object>(known: object): known is Present<Fields> => known !== undefined;
