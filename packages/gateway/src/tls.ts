import type { SecureContextOptions } from 'node:tls';
import { PitwallError } from '@pitwall/model';
import type { Logger } from 'pino';
import type { GatewayOptions } from './options.ts';
import type { Listeners } from './transport/listeners.ts';
import { secureContextOf } from './transport/tls-material.ts';
import type { TlsSource } from './transport/tls-material.ts';

type TlsOptions = Pick<GatewayOptions, 'tlsCert' | 'tlsListeners'>;

/** Whether a listener speaks TLS: it is named, or none is. */
export const speaksTls = ({ tlsCert, tlsListeners }: TlsOptions, listener: string): boolean =>
  tlsCert !== '' && (tlsListeners.length === 0 || tlsListeners.includes(listener));

/**
 * Reads the certificate, where one is given. Rejects with `INVALID_OPTION` when it cannot be read, or is none, or the key
 * belongs to another.
 */
export const readCertificate = async (
  { tlsCert }: TlsOptions,
  source: TlsSource | undefined,
): Promise<SecureContextOptions | undefined> => {
  if (tlsCert === '') return undefined;
  if (source === undefined) throw new PitwallError('INVALID_OPTION', 'tlsCert is given, but nothing that reads it');
  try {
    return secureContextOf(await source.read());
  } catch (cause) {
    throw new PitwallError('INVALID_OPTION', 'tlsCert and tlsKey cannot be used', { cause });
  }
};

/** What a new certificate needs. */
export interface ReloadParts {
  readonly tls?: TlsSource | undefined;
  readonly listeners: Pick<Listeners, 'useCertificate'>;
  readonly logger: Logger;
}

/**
 * Reads the certificate again and shows it to new connections. One that cannot be used is logged, and the old one stays:
 * a slip in renewing it must not take the gateway down.
 */
export const reloadCertificate = async (
  options: TlsOptions,
  { tls, listeners, logger }: ReloadParts,
): Promise<void> => {
  try {
    const certificate = await readCertificate(options, tls);
    if (certificate === undefined) return;
    listeners.useCertificate(certificate);
    logger.info('the certificate was read again; new connections see it');
  } catch (err) {
    logger.error({ err }, 'the certificate could not be read again; the old one stays');
  }
};
