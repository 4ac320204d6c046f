const payloadOf = (token: string): unknown => {
  const [, payload = ''] = token.split('.');
  try {
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
};

/**
 * When a token ends, in ms since 1970 UTC, as the token itself says (`exp` of RFC 7519, in seconds); undefined where it does
 * not. Shown to the person and used for nothing else: whether a token is good, the gateway decides.
 */
export const expiryOf = (token: string): number | undefined => {
  const payload = payloadOf(token);
  const exp: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'exp') : undefined;
  return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1_000 : undefined;
};
