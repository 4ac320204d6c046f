import { createHash, timingSafeEqual } from 'node:crypto';
import { PitwallError } from '@pitwall/model';
import type { PublisherAuthority } from './http/publisher-authority.ts';
import type { Publisher } from './ingest/publisher.ts';
import type { GatewayOptions } from './options.ts';

interface Credential {
  readonly tokenHash: Buffer;
  readonly publisher: Publisher;
}

/** Tokens are compared by hash, in constant time and independent of their length. */
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const credentialsOf = (options: GatewayOptions): readonly Credential[] => {
  const listed = options.publishers.map(({ name, token, accounts, kinds, shared }): Credential => ({
    tokenHash: hashToken(token),
    publisher: {
      name,
      accounts,
      defaultAccount: accounts[0] ?? options.account,
      kinds: kinds ?? '*',
      shared: shared ?? false,
    },
  }));
  if (options.publishToken === '') return listed;
  const { account } = options;
  const publisher: Publisher = {
    name: 'publisher',
    accounts: [account],
    defaultAccount: account,
    kinds: '*',
    shared: true,
  };
  return [...listed, { tokenHash: hashToken(options.publishToken), publisher }];
};

/** Who publishes from inside the process, where nobody else can: to any account. */
export const inProcessPublisher = (options: GatewayOptions, name: string): Publisher => ({
  name,
  accounts: '*',
  defaultAccount: options.account,
  kinds: '*',
  shared: true,
});

/** Decides by configured bearer tokens who may publish; in development everybody on this machine may. */
export const createPublisherAuthority = (options: GatewayOptions): PublisherAuthority => {
  const credentials = credentialsOf(options);
  return {
    authorize({ authorization }) {
      const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (token !== undefined) {
        const tokenHash = hashToken(token);
        const known = credentials.find((credential) => timingSafeEqual(credential.tokenHash, tokenHash));
        if (known !== undefined) return known.publisher;
        // A wrong token is a mistake even where none is needed.
        throw new PitwallError('UNAUTHENTICATED', 'The bearer token is not known here');
      }
      if (options.dev) return inProcessPublisher(options, 'dev');
      throw new PitwallError('UNAUTHENTICATED', 'Publishing needs a bearer token');
    },
  };
};
