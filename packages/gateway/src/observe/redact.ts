/** Query parameters whose values are secrets. */
const secretParameters: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'ticket',
  'key',
  'api_key',
  'password',
]);

/** What stands in a secret's place. */
export const redacted = '[redacted]';

const decodeName = (name: string): string => {
  try {
    return decodeURIComponent(name.replaceAll('+', ' ')).trim().toLowerCase();
  } catch {
    return name.toLowerCase();
  }
};

/** A URL for logs: whoever reads it learns no token, however its name is escaped. */
export const redactUrl = (url: string): string =>
  url.replaceAll(/([?&;#])([^=&;#]*)=([^&;#]*)/g, (pair: string, mark: string, name: string) =>
    secretParameters.has(decodeName(name)) ? `${mark}${name}=${redacted}` : pair,
  );

// The last line of defence, for secrets inside of texts: messages of errors, headers that were printed whole.
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/([?&;#\s"'](?:token|access_token|ticket|api_key|password)=)[^&;#\s"'\\]+/gi, `$1${redacted}`],
  [/(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{6,}/gi, `$1${redacted}`],
  [/\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, redacted],
  [
    /("(?:authorization|proxy-authorization|cookie|set-cookie|token|access_token|accessToken|publishToken|jwtSecret|ticket|password|secret)":)"(?:[^"\\]|\\.)*"/gi,
    `$1"${redacted}"`,
  ],
];

/** A line of the log without what looks like a secret. */
export const redactText = (text: string): string => {
  let clean = text;
  for (const [pattern, replacement] of secretTexts) clean = clean.replaceAll(pattern, replacement);
  return clean;
};
