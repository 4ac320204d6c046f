import { PitwallError } from '@pitwall/model';
import { parseCookie } from 'cookie';
import type { Presented } from './identity.ts';

/** What somebody shows. */
export type Shown = { readonly token: string } | { readonly ticket: string };

/** RFC 6750 section 2.1; the scheme is case-insensitive. */
const bearerForm = /^Bearer +(\S+) *$/i;

const bearerOf = (authorization: string): string => {
  const token = bearerForm.exec(authorization)?.[1];
  if (token === undefined) {
    throw new PitwallError('INVALID_TOKEN', 'The Authorization header is not "Bearer" and one token');
  }
  return token;
};

/**
 * What is presented. Of several the first counts, in the order header, cookie, `?token=`, `?ticket=`: what a page cannot be
 * led to send stands before what a link can carry. A header that is no bearer's is refused, not passed over, and an empty
 * cookie or parameter is none: pages send one when nobody is logged in. Throws `INVALID_TOKEN`.
 */
export const readPresented = (presented: Presented, cookieName: string): Shown | undefined => {
  const { authorization, cookie, token, ticket } = presented;
  if (authorization !== undefined) return { token: bearerOf(authorization) };
  const inCookie = cookie === undefined ? undefined : parseCookie(cookie)[cookieName];
  if (inCookie !== undefined && inCookie !== '') return { token: inCookie };
  if (token !== undefined && token !== '') return { token };
  return ticket === undefined || ticket === '' ? undefined : { ticket };
};
