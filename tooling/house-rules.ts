import { isCode, type SourceFile, type Violation } from './source-files.ts';

/** One thing that no file may have: how it is recognised, and why not. */
interface Ban {
  readonly pattern: RegExp;
  readonly problem: string;
  /** Which files it holds for; all when absent. */
  readonly appliesTo?: (path: string) => boolean;
}

/** Files in which a person has set the lines by hand and says so to the formatter. */
const formattedByHand: readonly string[] = [];

/** The rules and their proofs must name what they forbid. */
const namesTheForbidden = /^tooling\/house-rules(?:\.test)?\.ts$/;

const longestFileLines = 300;

const drawers = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'types', 'manager', 'misc']);
const drawerWords = new Set(['utils', 'util', 'helpers', 'helper', 'manager', 'misc', 'impl']);

const bans: readonly Ban[] = [
  {
    pattern: /\b(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)\b/,
    problem: 'switches a check off; mend what it found, or change the rule for everyone',
    appliesTo: isCode,
  },
  {
    pattern: /prettier-ignore/,
    problem: 'switches formatting off',
    appliesTo: (path) => path !== '.prettierignore' && !formattedByHand.includes(path),
  },
  {
    pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo)\b/,
    problem: 'runs only some of its tests',
    appliesTo: isCode,
  },
  { pattern: /(?<![\w.)*/-])\/(?:work|tmp|root|farm)\//, problem: "names a path of somebody's machine" },
  {
    pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.|https?:\/\/registry\b|\b(?:verdaccio|artifactory)\b/i,
    problem: 'names a package registry; that is for each machine to configure',
  },
  { pattern: /\b(?:TODO|FIXME|HACK)\b/, problem: 'leaves work behind; do it, or write it down as an issue' },
];

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function bannedIn({ path, text }: SourceFile): Violation[] {
  return bans
    .filter(({ appliesTo }) => appliesTo === undefined || appliesTo(path))
    .flatMap(({ pattern, problem }) => {
      const found = pattern.exec(text);
      return found === null ? [] : [{ path, problem: `line ${lineOf(text, found.index)}, '${found[0]}': ${problem}` }];
    });
}

function drawerIn(path: string): Violation[] {
  const parts = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const drawer = parts.find((part) => drawers.has(part) || part.split('-').some((word) => drawerWords.has(word)));
  return drawer === undefined ? [] : [{ path, problem: `'${drawer}' says nothing; name the subject or the stage` }];
}

function tooLong({ path, text }: SourceFile): Violation[] {
  const lines = text.trimEnd().split('\n').length;
  if (!isCode(path) || lines <= longestFileLines) return [];
  return [{ path, problem: `has ${lines} lines; a file is one idea, of at most ${longestFileLines}` }];
}

/** Everything in the files that the house does not allow, apart from wrong imports. */
export function houseViolations(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => !namesTheForbidden.test(path))
    .flatMap((file) => [...drawerIn(file.path), ...tooLong(file), ...bannedIn(file)]);
}
