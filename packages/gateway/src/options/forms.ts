import { Type } from 'typebox';

/** A whole number, at least one unless told. */
export const count = (description: string, minimum = 1) => Type.Integer({ minimum, description });

/** A list of names. */
export const names = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { description });
