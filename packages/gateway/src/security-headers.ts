/**
 * What every HTTP answer tells a browser: to take it for what it says it is, to show it in no frame, to run nothing in it,
 * to give it to no page of another site, and to keep it nowhere, for telemetry is of the moment and of one account.
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** On TLS: never again without it on this name, for a year. Subdomains are somebody else's to decide. */
export const strictTransportSecurity = { 'strict-transport-security': 'max-age=31536000' } as const;

/** Headers as lines of a raw answer. */
export const headerLines = (headers: { readonly [name: string]: string }): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
