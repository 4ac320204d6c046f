import type { Violation } from './source-files.ts';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The dependencies of a package.json that leave their version open. Peers may: they are a range by nature. */
export function inexactVersions(path: string, text: string): Violation[] {
  const manifest: unknown = JSON.parse(text);
  return entriesOf(manifest)
    .filter(([section]) => sections.includes(section))
    .flatMap(([, dependencies]) => entriesOf(dependencies))
    .filter(([, version]) => !exact.test(String(version)))
    .map(([name, version]) => ({ path, problem: `${name} is ${String(version)}` }));
}

/** The addresses that a package-lock.json names, each of which would tie an install to one host. */
export function lockedSources(text: string): string[] {
  const lock: unknown = JSON.parse(text);
  return entriesOf(lock)
    .filter(([key]) => key === 'packages')
    .flatMap(([, packages]) => entriesOf(packages))
    .flatMap(([, entry]) => entriesOf(entry))
    .filter(([key, value]) => key === 'resolved' && String(value).startsWith('http'))
    .map(([, value]) => String(value));
}
