import { Type } from 'typebox';
import { NameOf, TextOf } from '../fields.ts';
import { defineKind, everySet } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';

/** The switch without which nothing is traded. */
export const masterArm = defineKind({
  kind: 'master-arm',
  channel: 'risk',
  description: 'The switch without which nothing is traded.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    armed: Type.Boolean(),
    previouslyArmed: Maybe(Type.Boolean()),
    changedBy: Maybe(NameOf('Operator.')),
    reason: Maybe(TextOf()),
    autoDisabled: Maybe(Type.Boolean({ description: 'Whether a program did it, such as a circuit breaker.' })),
  }),
  key: () => 'master-arm',
  update: () => 'changed',
  updates: { changed: everySet, other: everySet },
});
