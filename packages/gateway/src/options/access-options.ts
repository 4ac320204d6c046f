import { Type } from 'typebox';
import { PublisherCredential } from '../ingest/publisher-credential.ts';
import { option } from '../option-table.ts';
import { names } from './forms.ts';

/** Who may come in. */
export const accessOptions = {
  allowedOrigins: option({
    group: 'access',
    schema: names('Origins of web pages that may connect and publish, beside the listener’s own and loopback.'),
    default: [],
  }),
  corsOrigins: option({
    group: 'access',
    schema: names('Origins of web pages that may read HTTP answers, beside the listener’s own and loopback.'),
    default: [],
  }),
  allowedHosts: option({
    group: 'access',
    schema: names(
      'Host names and addresses under which clients call the gateway, beside loopback names; others are answered 421.',
    ),
    default: [],
  }),
  account: option({
    group: 'access',
    schema: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'The account that a session without `?account=` watches.',
    }),
    default: 'demo',
  }),
  dev: option({
    group: 'access',
    schema: Type.Boolean({ description: 'Loopback only: publishing needs no token and any account may be named.' }),
    default: false,
  }),
  publishers: option({
    group: 'access',
    schema: Type.Array(PublisherCredential, { description: 'Credentials of publishers.' }),
    default: [],
    secret: true,
    onlyInFile: true,
  }),
  publishToken: option({
    group: 'access',
    schema: Type.String({
      maxLength: 512,
      description: 'One bearer token that may publish to `account`, for setups without a file; empty for none.',
    }),
    default: '',
    secret: true,
  }),
} as const;
