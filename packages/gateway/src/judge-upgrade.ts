import type { IncomingMessage } from 'node:http';
import { isAllowedHost } from './http/allowed-host.ts';
import { isAllowedOrigin } from './http/allowed-origin.ts';
import type { RawRefusal } from './transport/raw-refusal.ts';

/** Who may be led here. */
export interface UpgradeJudgement {
  /** Host names beside loopback ones. */
  readonly allowedHosts: readonly string[];
  /** Origins beside the listener's own and loopback ones. */
  readonly allowedOrigins: readonly string[];
}

/** Judges the name by which the gateway was found: another one may be an attacker's that was bound to this address. */
export const judgeHost = (host: string | undefined, allowedHosts: readonly string[]): RawRefusal | undefined =>
  isAllowedHost(host, allowedHosts)
    ? undefined
    : {
        status: 421,
        code: 'MISDIRECTED_HOST',
        message: 'This host name is not served here; list it in allowedHosts',
      };

/** Judges what a browser on another site could forge: the name it was led to, and the page it runs. */
export const judgeUpgrade = (options: UpgradeJudgement, request: IncomingMessage): RawRefusal | undefined => {
  const { host, origin } = request.headers;
  const misled = judgeHost(host, options.allowedHosts);
  if (misled !== undefined) return misled;
  if (!isAllowedOrigin(origin, host, options.allowedOrigins, 'encrypted' in request.socket)) {
    return {
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
      message: 'Pages of this origin may not connect; list it in allowedOrigins',
    };
  }
  return undefined;
};
