import { createHash } from 'node:crypto';

/** A strong entity tag of whatever identifies a body. */
export const entityTag = (identity: string): string =>
  `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`;

/** Whether `If-None-Match` names a tag, or any. */
export const namesTag = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .some((one) => one === tag || one === '*');
