import { definitionOf, kindNames, kinds } from '@pitwall/model';
import type { Kind } from '@pitwall/model';
import { format } from 'prettier';

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown): Json => (isJson(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const pascal = (name: string): string => name.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());

const quoted = (name: string): string => (/^[a-z]\w*$/iu.test(name) ? name : `'${name}'`);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const note = (schema: Json): string => {
  const unit = textOf(schema['x-unit']);
  const parts = [textOf(schema['description']), unit === undefined ? undefined : `Unit: ${unit}.`];
  const text = parts.filter((part) => part !== undefined).join(' ');
  return text === '' ? '' : `/** ${text} */\n`;
};

const objectType = (schema: Json): string => {
  if (schema['x-free'] === true) return 'JsonObject';
  const values = Object.values(fieldsOf(schema['patternProperties']))[0];
  if (values !== undefined) return `{ readonly [name: string]: ${typeOf(values)} }`;
  const required = listOf(schema['required']);
  const members = Object.entries(fieldsOf(schema['properties'])).map(
    ([name, field]) =>
      `${note(fieldsOf(field))}readonly ${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`,
  );
  return `{\n${members.join('\n')}\n}`;
};

/** The TypeScript of a schema of the model. */
const typeOf = (value: unknown): string => {
  const schema = fieldsOf(value);
  const known = schema['x-known'];
  if (known !== undefined)
    return `OpenWord<${listOf(known)
      .map((word) => JSON.stringify(word))
      .join(' | ')}>`;
  const branches = schema['anyOf'];
  if (branches !== undefined && schema['x-unit'] !== undefined) return 'Amount';
  if (branches !== undefined) return listOf(branches).map(typeOf).join(' | ');
  switch (schema['type']) {
    case 'string':
    case 'boolean':
      return schema['type'];
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly ${arrayItem(typeOf(schema['items']))}[]`;
    case 'object':
      return objectType(schema);
    default:
      throw new Error(`No TypeScript is known for ${JSON.stringify(schema)}`);
  }
};

const arrayItem = (type: string): string => (/^\w+$/u.test(type) ? type : `(${type})`);

const head = `// Made from the kinds of the model by facts.test.ts: \`vitest run packages/client/src/facts -u\` writes it anew.\n`;

const interfaceOf = (kind: Kind): string => {
  const { description, schema } = definitionOf(kind);
  return `/** ${description} */\nexport interface ${pascal(kind)}Data ${typeOf(schema)}\n`;
};

const importsFor = (body: string): string => {
  const names = ['Amount', 'JsonObject', 'OpenWord'].filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(body));
  return names.length === 0 ? '' : `import type { ${names.join(', ')} } from './vocabulary.ts';\n\n`;
};

const channels = (): readonly string[] => [...new Set(kindNames.map((kind) => definitionOf(kind).channel))];

const kindsOf = (channel: string): readonly Kind[] =>
  kindNames.filter((kind) => definitionOf(kind).channel === channel);

const pretty = (text: string): Promise<string> =>
  format(text, { parser: 'typescript', printWidth: 120, singleQuote: true });

/** The source of each file that tells the data of one channel's kinds. */
export const channelSources = (): readonly { readonly channel: string; readonly source: () => Promise<string> }[] =>
  channels().map((channel) => ({
    channel,
    source: () => {
      const body = kindsOf(channel).map(interfaceOf).join('\n');
      return pretty(`${head}${importsFor(body)}${body}`);
    },
  }));

/** The source of the table of kinds and channels. */
export const kindTableSource = (): Promise<string> => {
  const imports = channels().map(
    (channel) =>
      `import type { ${kindsOf(channel)
        .map((kind) => `${pascal(kind)}Data`)
        .join(', ')} } from './${channel}.ts';`,
  );
  const data = kindNames.map((kind) => `readonly ${quoted(kind)}: ${pascal(kind)}Data;`);
  const ofChannels = channels().map(
    (channel) =>
      `readonly ${quoted(channel)}: ${kindsOf(channel)
        .map((kind) => `'${kind}'`)
        .join(' | ')};`,
  );
  return pretty(
    `${head}${imports.join('\n')}\n\n/** The data of each kind. */\nexport interface KindData {\n${data.join('\n')}\n}\n\n` +
      `/** The kinds of each channel. */\nexport interface ChannelKinds {\n${ofChannels.join('\n')}\n}\n`,
  );
};

/** What an update word says: where it is read, and what it ends. Kinds and words without a row leave or set a value. */
export const retainSource = (): Promise<string> => {
  const rows = kindNames.flatMap((kind) => {
    const updates = Object.entries(kinds[kind].updates);
    const retains = [...new Set(updates.map(([, rule]) => rule.retain))];
    const [only] = retains;
    if (retains.length === 1 && only !== 'remove') return only === 'none' ? [`${quoted(kind)}: 'none',`] : [];
    const [removal] = updates.flatMap(([, rule]) => ('alsoRemoves' in rule ? [rule.alsoRemoves] : []));
    const words = updates.filter(([, rule]) => rule.retain === 'remove').map(([word]) => `'${word}'`);
    const also = removal === undefined ? '' : `, alsoRemoves: ${JSON.stringify(removal)}`;
    return [
      `${quoted(kind)}: { removes: ${words.includes("'other'") ? "'always'" : `[${words.join(', ')}]`}${also} },`,
    ];
  });
  return pretty(
    `${head}import type { RetainRule } from './retain-rule.ts';\n\n` +
      `/** What facts do to the latest value of their key, for the kinds that do not always set it. */\n` +
      `export const retainRules: Readonly<Record<string, RetainRule>> = {\n${rows.join('\n')}\n};\n`,
  );
};
