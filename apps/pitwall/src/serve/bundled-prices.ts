import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../exit-codes.ts';

/**
 * Where the bundled bars are: beside the compiled command, or, when it runs from its sources, in the package from which the
 * build takes them.
 */
export const bundledPricesPath = (): string => {
  const built = fileURLToPath(new URL('../data/sp500-daily.csv', import.meta.url));
  if (existsSync(built)) return built;
  if (!import.meta.url.endsWith('.ts')) {
    throw new CommandError('FAILED', `The bundled prices are missing: ${built}. Run "npm run setup" to build them.`);
  }
  const main = createRequire(import.meta.url).resolve('vega-datasets');
  return join(dirname(main), '../data/sp500-2000.csv');
};
