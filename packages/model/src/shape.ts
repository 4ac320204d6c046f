import { Type, type TObject, type TProperties } from 'typebox';

/** Schema of an object that has the given fields and no other. */
export const Shape = <Fields extends TProperties>(fields: Fields): TObject<Fields> =>
  Type.Object(fields, { additionalProperties: false });

/** A field that is absent where its publisher does not say it: nothing is ever invented. */
export const Maybe: typeof Type.Optional = Type.Optional;
