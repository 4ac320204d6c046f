import { apiAddress, callApi } from '../api/api-client.ts';
import type { ApiParts } from '../api/api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { fieldsOf } from '../terminal/json-fields.ts';

/** What is spoken at a path of a gateway. */
export interface SpokenThere {
  readonly dialect: string;
  readonly path: string;
}

/**
 * Asks a gateway what it speaks at an address: a console's port answers plain HTTP with a list, or with a greeting that names
 * one. Nothing where nobody answers so, or several dialects are spoken and the path does not choose.
 */
export const askDialect = async (url: URL, parts: ApiParts): Promise<SpokenThere | undefined> => {
  const asked = { method: 'GET', path: url.pathname, repeatable: false } as const;
  try {
    const { body } = await callApi(apiAddress(url.origin, undefined), asked, parts);
    return chosenOf(spokenOf(body), url.pathname);
  } catch (thrown) {
    if (thrown instanceof CommandError) return undefined;
    throw thrown;
  }
};

const spokenOf = (body: unknown): readonly SpokenThere[] => {
  const { spoken, dialect: greeting, websocket } = fieldsOf(body);
  // Carry's page has an answer of its own at `/`, which names the one dialect of a console's port.
  if (typeof greeting === 'string' && typeof websocket === 'string') return [{ dialect: greeting, path: websocket }];
  if (!Array.isArray(spoken)) return [];
  return spoken.flatMap((one: unknown) => {
    const { dialect, path } = fieldsOf(one);
    return typeof dialect === 'string' && typeof path === 'string' ? [{ dialect, path }] : [];
  });
};

const chosenOf = (spoken: readonly SpokenThere[], path: string): SpokenThere | undefined =>
  path === '/' && spoken.length === 1 ? spoken[0] : spoken.find((one) => one.path === path);
