import { createHash, timingSafeEqual } from 'node:crypto';
import { PitwallError } from '@pitwall/model';
import type { PublisherAuthority } from './http/publisher-authority.ts';
import type { GatewayIdentity } from './identity/gateway-identity.ts';
import type { Identity } from './identity/identity.ts';
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

const readBearer = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

/** Who publishes from inside the process, where nobody else can: to any account. */
export const inProcessPublisher = (options: GatewayOptions, name: string): Publisher => ({
  name,
  accounts: '*',
  defaultAccount: options.account,
  kinds: '*',
  shared: true,
});

/** A token is tried where there is a key for it; anything else can only be a credential. */
const isToken = (text: string, identity: PublisherIdentity): boolean => identity.hasKey && text.split('.').length === 3;

const publisherBy = (identity: Identity, options: GatewayOptions): Publisher => {
  const { accounts, publishes, subject } = identity;
  if (publishes === undefined) throw new PitwallError('FORBIDDEN', 'The token does not allow publishing');
  // An admin sees every account, but publishes to those that its token names.
  const own = accounts.length > 0 ? accounts : [options.account];
  return { name: subject, accounts: own, defaultAccount: own[0] ?? options.account, ...publishes };
};

/** What is needed of tokens to publish by them. */
export type PublisherIdentity = Pick<GatewayIdentity, 'hasKey' | 'identify'>;

/**
 * Decides who may publish: by configured credentials, and by tokens with the claim `publish`. In development everybody on
 * this machine may.
 */
export const createPublisherAuthority = (options: GatewayOptions, identity: PublisherIdentity): PublisherAuthority => {
  const credentials = credentialsOf(options);
  const find = (token: string): Publisher | undefined => {
    const tokenHash = hashToken(token);
    return credentials.find((credential) => timingSafeEqual(credential.tokenHash, tokenHash))?.publisher;
  };
  return {
    known(authorization) {
      const token = readBearer(authorization);
      return token === undefined ? undefined : find(token);
    },
    async authorize({ authorization }) {
      const token = readBearer(authorization);
      if (token !== undefined) {
        const known = find(token);
        if (known !== undefined) return known;
        if (isToken(token, identity)) return publisherBy(await identity.identify(token), options);
        // A wrong token is a mistake even where none is needed.
        throw new PitwallError('UNAUTHENTICATED', 'The bearer token is not known here');
      }
      // So is a header of another scheme; who shows nothing at all is everybody.
      if (options.dev && authorization === undefined) return inProcessPublisher(options, 'dev');
      throw new PitwallError('UNAUTHENTICATED', 'A bearer token is asked for here and none came');
    },
  };
};
