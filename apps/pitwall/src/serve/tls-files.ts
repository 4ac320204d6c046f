import { readFile } from 'node:fs/promises';
import type { TlsSource } from '@pitwall/gateway';

/** Reads certificate and key from the files that settings name, each time anew: whoever renews them writes them there. */
export const tlsFiles = ({ tlsCert, tlsKey }: { readonly tlsCert: string; readonly tlsKey: string }): TlsSource => ({
  async read() {
    const [cert, key] = await Promise.all([readFile(tlsCert, 'utf8'), readFile(tlsKey, 'utf8')]);
    return { cert, key };
  },
});
