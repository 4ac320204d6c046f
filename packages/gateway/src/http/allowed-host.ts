const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?$/;

/** A `Host` header in its parts, in lower case; `undefined` when it is none. */
export const splitHost = (host: string): { readonly name: string; readonly port: string | undefined } | undefined => {
  const match = hostPattern.exec(host.toLowerCase());
  const name = match?.[1];
  return name === undefined ? undefined : { name, port: match?.[2] };
};

/** Whether a name is this machine's own, which no web page elsewhere can make point here. */
export const isLoopbackName = (name: string): boolean => loopbackNames.has(name);

/**
 * Whether a request is addressed to a name that is ours. A page whose DNS name was turned to 127.0.0.1 sends its own name
 * (DNS rebinding), so anything but loopback names and listed ones is refused. Listed names may carry a port.
 */
export const isAllowedHost = (host: string | undefined, allowedHosts: readonly string[]): boolean => {
  const asked = host === undefined ? undefined : splitHost(host);
  if (asked === undefined) return false;
  if (isLoopbackName(asked.name)) return true;
  return allowedHosts.some((listed) => {
    const allowed = splitHost(listed);
    return allowed?.name === asked.name && (allowed.port === undefined || allowed.port === asked.port);
  });
};
