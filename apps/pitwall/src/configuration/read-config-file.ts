import type { OptionTable } from '@pitwall/gateway';
import { PitwallError } from '@pitwall/model';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { didYouMean } from './suggest.ts';

/** What a settings file says. */
export interface ConfigFile {
  readonly path: string;
  readonly values: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;
}

/**
 * Reads the text of a YAML settings file: one mapping from names of settings to values.
 * Throws `INVALID_OPTION` for text that is not YAML and for keys that no table has, each with its line.
 */
export const readConfigFile = (text: string, path: string, table: OptionTable): ConfigFile => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw invalid(`${path}:${line}:${col} is not YAML: ${broken.message.split('\n')[0] ?? ''}`);
  }
  const values = new Map<string, { readonly value: unknown; readonly line: number }>();
  if (document.contents === null) return { path, values };
  if (!isMap(document.contents)) throw invalid(`${path} must be a mapping such as "port: 9000", one setting a line`);
  const unknown: string[] = [];
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const { line } = lines.linePos(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
    if (!Object.hasOwn(table, name)) {
      unknown.push(`${path}:${line} there is no setting "${name}"${didYouMean(name, Object.keys(table))}`);
      continue;
    }
    values.set(name, { value: plainValue(value, document), line });
  }
  if (unknown.length > 0) throw invalid(unknown.join('\n'));
  return { path, values };
};

const plainValue = (node: unknown, document: ReturnType<typeof parseDocument>): unknown =>
  isNode(node) ? node.toJS(document) : node;

const invalid = (message: string): PitwallError => new PitwallError('INVALID_OPTION', message);
