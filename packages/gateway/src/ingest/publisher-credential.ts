import { Type } from 'typebox';
import type { Static } from 'typebox';
import { definitionOf, kindNames } from '@pitwall/model';

/** Kinds that a credential may name: all but those of the gateway itself. */
const publishable = kindNames.filter((kind) => definitionOf(kind).fromGateway !== true);

/** A publisher's credential as configured: a bearer token and what it allows. */
export const PublisherCredential = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'For logs and metrics, and the scope of idempotency keys.',
    }),
    token: Type.String({ minLength: 16, maxLength: 512, description: 'Bearer token; at least 16 characters.' }),
    accounts: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      minItems: 1,
      maxItems: 1000,
      description: 'Accounts it may publish to, its default first.',
    }),
    kinds: Type.Optional(
      Type.Array(Type.Enum([...publishable]), { description: 'Kinds it may publish; absent: all.' }),
    ),
    shared: Type.Optional(
      Type.Boolean({ description: 'Whether it may publish market, whale and health. Default false.' }),
    ),
  },
  { additionalProperties: false },
);

/** A configured credential. */
export type PublisherCredential = Static<typeof PublisherCredential>;
