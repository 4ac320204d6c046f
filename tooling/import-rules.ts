import { furtherEntries, layers, packageName, testPackage, type Layer } from './layers.ts';

/** One forbidden shape of an import, as oxlint's `no-restricted-imports` takes it. */
interface ForbiddenImport {
  readonly regex: string;
  readonly message: string;
}

/** The part of an oxlint override that forbids imports in some files. */
interface ImportOverride {
  readonly files: string[];
  readonly rules: { 'no-restricted-imports': ['error', { patterns: ForbiddenImport[] }] };
}

const testFiles = ['*.test.ts', '*.fixture.ts'];

function override(files: string[], patterns: ForbiddenImport[]): ImportOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

function forbiddenEverywhere(layer: Layer, allowed: readonly string[]): ForbiddenImport[] {
  const forbidden = Object.keys(layers)
    .map(packageName)
    .filter((name) => !allowed.includes(name));
  const rules: ForbiddenImport[] = [
    {
      regex: `^(?!(?:${furtherEntries.join('|')})$)@pitwall/[^/]+/`,
      message: 'Import a package by its name; what it does not export is its own affair.',
    },
    {
      regex: `^(?:${forbidden.join('|')})(?:$|/)`,
      message: `This package may import ${allowed.join(', ') || 'no other package'} (tooling/layers.ts).`,
    },
    { regex: '^\\.{1,2}/(?:.*/)?index\\.ts$', message: 'The barrel is for other packages; import the file itself.' },
  ];
  const node = {
    regex: '^node:',
    message: 'This package runs anywhere; what it needs of Node comes in through a port.',
  };
  return layer.portable ? [...rules, node] : rules;
}

function forbiddenInFolder(layer: Layer, folder: string, allowed: readonly string[]): ForbiddenImport[] {
  const assembly = (layer.assembly ?? []).map((file) => file.replace('.', '\\.')).join('|');
  const others = Object.keys(layer.folders ?? {}).filter((other) => ![folder, '*', ...allowed].includes(other));
  const rules: ForbiddenImport[] = [];
  if (others.length > 0) {
    rules.push({
      regex: `^(?:\\.\\./)+(?:${others.join('|')})/`,
      message: `${folder} may import ${allowed.join(', ') || 'no other folder'} (tooling/layers.ts).`,
    });
  }
  if (assembly !== '') {
    rules.push({ regex: `^(?:\\.\\./)+(?:${assembly})$`, message: 'The parts do not know what puts them together.' });
  }
  return rules;
}

function layerRules(path: string, layer: Layer): ImportOverride[] {
  const rules = (files: string, folder?: string, allowed?: readonly string[]): ImportOverride[] => {
    const extra = folder === undefined ? [] : forbiddenInFolder(layer, folder, allowed ?? []);
    return [
      override([`${files}/*.ts`, `${files}/*.tsx`], [...forbiddenEverywhere(layer, layer.packages), ...extra]),
      override(
        testFiles.map((name) => `${files}/${name}`),
        // A test stands on Node, whatever it tests.
        [...forbiddenEverywhere({ ...layer, portable: false }, [...layer.packages, testPackage]), ...extra],
      ),
    ];
  };
  const folders = Object.entries(layer.folders ?? {}).filter(([folder]) => folder !== '*');
  return [
    ...rules(`${path}/**`),
    ...folders.flatMap(([folder, allowed]) => rules(`${path}/src/${folder}/**`, folder, allowed)),
  ];
}

/** The lint rules that keep the directions of `layers`. A later rule replaces an earlier one, so the narrowest come last. */
export function importRules(): ImportOverride[] {
  return Object.entries(layers).flatMap(([path, layer]) => layerRules(path, layer));
}
