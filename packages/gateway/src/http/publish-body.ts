import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { BodyItems } from './body-items.ts';
import type { HttpScope } from './http-scope.ts';
import { readJson } from './read-json.ts';
import { readNdjson } from './read-ndjson.ts';

const ndjsonTypes = ['application/x-ndjson', 'application/ndjson'] as const;
const bodyTypes = ['application/json', ...ndjsonTypes] as const;

const keepBytes = (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body: Buffer) => void): void =>
  done(null, body);

/** Lets a scope take JSON and NDJSON bodies, and nothing else, as bytes: reading them is the routes' business. */
export const takePublishBodies = (scope: HttpScope, maxBodyBytes: number): void => {
  scope.addContentTypeParser([...bodyTypes], { parseAs: 'buffer', bodyLimit: maxBodyBytes }, keepBytes);
  // Bodies are checked item by item; a schema in a route only describes them.
  scope.setValidatorCompiler(() => () => true);
};

const mediaTypeOf = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Reads the items of a publishing request. Throws when the request as a whole cannot be read. */
export const readPublishBody = async (
  request: FastifyRequest,
  options: { readonly maxItems: number; readonly clock: Clock },
): Promise<BodyItems> => {
  const mediaType = mediaTypeOf(request);
  const { 'content-encoding': encoding } = request.headers;
  if (encoding !== undefined && encoding !== 'identity') {
    throw new PitwallError('UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${JSON.stringify(encoding)} is not taken`);
  }
  if (!bodyTypes.some((known) => known === mediaType)) {
    throw new PitwallError('UNSUPPORTED_MEDIA_TYPE', `Content-Type ${JSON.stringify(mediaType)} is not taken`);
  }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const turn = (): Promise<void> => new Promise((resolve) => options.clock.endOfTurn(resolve));
  const reading = { maxItems: options.maxItems, turn };
  return ndjsonTypes.some((known) => known === mediaType) ? readNdjson(body, reading) : readJson(body, reading);
};
