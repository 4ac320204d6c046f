import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate that signed itself, with its key, as PEM. */
export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
}

/** One DER element: tag, length, content (X.690 section 8.1). */
const der = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const lengthBytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
};

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
const bitString = (bits: Buffer): Buffer => der(0x03, Buffer.from([0]), bits);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

/** `ecdsa-with-SHA256` (RFC 5758 section 3.2). */
const algorithm = sequence(objectId('2a8648ce3d040302'));

const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(objectId('550403'), text(0x0c, commonName))));

/** It is good for `localhost` and for 127.0.0.1 (RFC 5280 section 4.2.1.6). */
const alternativeNames = sequence(
  objectId('551d11'),
  der(0x04, sequence(text(0x82, 'localhost'), der(0x87, Buffer.from([127, 0, 0, 1])))),
);

const pem = (label: string, bytes: Buffer): string =>
  [
    `-----BEGIN ${label}-----`,
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    `-----END ${label}-----`,
    '',
  ].join('\n');

/** Makes a certificate for this machine, which a test trusts by its own PEM. Node can sign one, but not write it. */
export const selfSigned = (commonName: string): SelfSigned => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // A serial is a positive integer, so its first bit is none.
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    nameOf(commonName),
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames)),
  );
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, privateKey)));
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
