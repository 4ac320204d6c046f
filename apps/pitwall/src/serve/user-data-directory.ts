import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where a user's own data is kept: `$XDG_STATE_HOME/pitwall`, else `~/.local/state/pitwall`; on Windows
 * `%LOCALAPPDATA%\pitwall`. The specification of XDG has a path that is not absolute ignored.
 */
export const userDataDirectory = (environment: { readonly [name: string]: string | undefined }): string => {
  const { XDG_STATE_HOME: stateHome = '', LOCALAPPDATA: localData = '' } = environment;
  if (isAbsolute(stateHome)) return join(stateHome, 'pitwall');
  if (process.platform === 'win32' && isAbsolute(localData)) return join(localData, 'pitwall');
  return join(homedir(), '.local', 'state', 'pitwall');
};
