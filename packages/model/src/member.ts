/** Whether a value has members: an object or an array. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A member of a value that nobody has described yet; only its own, never one of its prototype. */
export const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** A value's own members, none when it is no object. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];
