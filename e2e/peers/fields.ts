/** A JSON object from a network: anything may stand in it. */
export type Fields = { readonly [field: string]: unknown };

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is an object. Throws when it is none. */
export const fieldsIn = (message: Fields, name: string): Fields => {
  const value = message[name];
  if (!isFields(value)) throw new Error(`No object at "${name}": ${JSON.stringify(message)}`);
  return value;
};
