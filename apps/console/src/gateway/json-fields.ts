/** An object as it came over HTTP: what its fields are is found out where they are read. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object with names. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a name; empty where there is none. */
export const objectIn = (value: unknown, name: string): Json => {
  const found = isJson(value) ? value[name] : undefined;
  return isJson(found) ? found : {};
};

/** The text under a name. */
export const textIn = (value: unknown, name: string): string | undefined => {
  const found = isJson(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** The number under a name. */
export const numberIn = (value: unknown, name: string): number | undefined => {
  const found = isJson(value) ? value[name] : undefined;
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
};

/** The amount under a name: a number, or a decimal as text. */
export const amountIn = (value: unknown, name: string): number | string | undefined =>
  numberIn(value, name) ?? textIn(value, name);

/** The list under a name; empty where there is none. */
export const listIn = (value: unknown, name: string): readonly unknown[] => {
  const found = isJson(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
};

/** A time in ISO 8601 under a name, as ms since 1970 UTC. */
export const timeIn = (value: unknown, name: string): number | undefined => {
  const time = Date.parse(textIn(value, name) ?? '');
  return Number.isNaN(time) ? undefined : time;
};
