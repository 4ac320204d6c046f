import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { furtherEntries, layers, packageName, testPackage, type Layer } from './layers.ts';
import { isCode, isTest, type SourceFile, type Violation } from './source-files.ts';

/** Where a file stands: its workspace, and its folder of `src` (`null` at the root of `src`). */
interface Place {
  readonly workspace: string;
  readonly layer: Layer;
  readonly folder: string | null;
}

/** What a file says about one of its imports: the reason why it may not, or null. */
type Rule = (file: SourceFile, place: Place, specifier: string) => string | null;

const importForms = [
  /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
];

/** The modules that a source names in its import and export declarations and in `import()`. */
export function importsOf(text: string): string[] {
  return importForms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}

function workspaceOf(path: string): string {
  return path
    .split('/')
    .slice(0, /^(?:packages|apps)\//.test(path) ? 2 : 1)
    .join('/');
}

function placeOf(path: string): Place | null {
  const workspace = workspaceOf(path);
  const layer = layers[workspace];
  if (layer === undefined) return null;
  const inner = path.slice(workspace.length + 1).split('/');
  const folder = inner[0] === 'src' && inner.length > 2 ? (inner[1] ?? null) : null;
  return { workspace, layer, folder };
}

/** The target of a relative import, from the root; null for a package. */
function targetOf(file: SourceFile, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null;
}

const onlyAllowedPackages: Rule = (file, { workspace, layer }, specifier) => {
  const [scope = '', name = ''] = specifier.split('/');
  const imported = scope === '@pitwall' ? `${scope}/${name}` : scope;
  if (imported !== 'pitwall' && scope !== '@pitwall') return null;
  if (specifier !== imported && !furtherEntries.includes(specifier))
    return 'reaches into another package; import it by its name';
  if (imported === packageName(workspace)) return 'imports its own package; import the file itself';
  const allowed = isTest(file.path) ? [...layer.packages, testPackage] : layer.packages;
  return allowed.includes(imported) ? null : `${workspace} may import ${allowed.join(', ') || 'no other package'}`;
};

const staysInWorkspace: Rule = (file, { workspace }, specifier) => {
  const target = targetOf(file, specifier);
  if (target === null || workspaceOf(target) === workspace) return null;
  return 'leaves its workspace by a relative path';
};

const leavesBarrelAlone: Rule = (file, _place, specifier) => {
  const target = targetOf(file, specifier);
  return target !== null && posix.basename(target) === 'index.ts' ? 'imports a barrel; import the file itself' : null;
};

const portableStaysPortable: Rule = (file, { layer }, specifier) => {
  if (!layer.portable || isTest(file.path) || !isBuiltin(specifier)) return null;
  return 'runs anywhere, so it may import nothing of Node';
};

const keepsFolderDirection: Rule = (file, { workspace, layer, folder }, specifier) => {
  const target = targetOf(file, specifier);
  if (layer.folders === undefined || folder === null || target === null) return null;
  const allowed = layer.folders[folder] ?? layer.folders['*'];
  if (allowed === undefined) return `the folder ${folder} is not in tooling/layers.ts`;
  const inner = target.slice(`${workspace}/src/`.length);
  if (layer.assembly?.includes(inner)) return 'imports the file that assembles it';
  const other = inner.includes('/') ? inner.slice(0, inner.indexOf('/')) : null;
  if (other === null || other === folder || allowed.includes(other)) return null;
  return `${folder} may import ${allowed.join(', ') || 'no other folder'}`;
};

const rules = [
  onlyAllowedPackages,
  staysInWorkspace,
  leavesBarrelAlone,
  portableStaysPortable,
  keepsFolderDirection,
] as const;

function violationsOf(file: SourceFile): Violation[] {
  const place = placeOf(file.path);
  if (place === null) {
    const known = /^(?:tooling|\.ci)\/|^[^/]+$/.test(file.path);
    return known ? [] : [{ path: file.path, problem: `${workspaceOf(file.path)} is not in tooling/layers.ts` }];
  }
  return importsOf(file.text).flatMap((specifier) =>
    rules
      .map((rule) => rule(file, place, specifier))
      .filter((problem) => problem !== null)
      .map((problem) => ({ path: file.path, problem: `'${specifier}': ${problem}` })),
  );
}

/** Every import that goes against the directions of `layers`. */
export function layeringViolations(files: readonly SourceFile[]): Violation[] {
  return files.filter(({ path }) => isCode(path)).flatMap(violationsOf);
}
