/** What one workspace may know of the others, and its folders of each other. */
export interface Layer {
  /** Workspace packages it may import. */
  readonly packages: readonly string[];
  /** True when it must run anywhere: no Node module may be imported. */
  readonly portable: boolean;
  /** For each folder of `src` the folders it may import; `*` speaks for folders not named. Absent: any. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** What may be imported of it beside its name: the further entry points of its package.json. Absent: nothing. */
  readonly entries?: readonly string[];
  /** Files of `src` itself that put the parts together, so that no part may import them. */
  readonly assembly?: readonly string[];
}

/** May be imported by every test and fixture, and by nothing that is built. */
export const testPackage = '@pitwall/testkit';

const everyPackage = [
  '@pitwall/client',
  '@pitwall/desk',
  '@pitwall/dialects',
  '@pitwall/gateway',
  '@pitwall/model',
  testPackage,
];

/** The allowed directions. The lint rules and the layering test are both made from this table. */
export const layers: Readonly<Record<string, Layer>> = {
  'packages/model': { packages: [], portable: true },
  'packages/dialects': {
    packages: ['@pitwall/model'],
    portable: true,
    // A dialect knows what all share of the wire, and never another dialect. Pitwall's own says the canonical words.
    folders: { wire: [], pitwall: ['canonical', 'wire'], '*': ['wire'] },
  },
  // Types alone: nothing of a schema reaches whoever bundles the client (packages/client/src/types-only.test.ts).
  'packages/client': {
    packages: ['@pitwall/dialects', '@pitwall/model'],
    portable: true,
    entries: ['connection', 'titan', 'carry', 'fleet', 'mci', 'quantmind'],
  },
  'packages/desk': { packages: ['@pitwall/model'], portable: true },
  'packages/gateway': {
    packages: ['@pitwall/dialects', '@pitwall/model'],
    portable: false,
    folders: {
      observe: [],
      identity: ['observe'],
      options: ['ingest', 'identity'],
      log: ['observe'],
      ingest: ['log', 'observe'],
      sources: ['ingest', 'state', 'observe'],
      state: ['log', 'observe'],
      series: ['observe'],
      delivery: ['state', 'log', 'observe'],
      session: ['delivery', 'state', 'log', 'identity', 'observe'],
      transport: ['session', 'identity', 'observe'],
      http: ['identity', 'ingest', 'sources', 'log', 'state', 'series', 'delivery', 'session', 'observe'],
    },
    // For tests that join it in memory.
    entries: ['in-memory'],
    assembly: ['gateway.ts', 'core.ts', 'doors.ts', 'in-memory.ts'],
  },
  'packages/testkit': { packages: ['@pitwall/dialects', '@pitwall/gateway', '@pitwall/model'], portable: false },
  'apps/pitwall': {
    packages: ['@pitwall/desk', '@pitwall/dialects', '@pitwall/gateway', '@pitwall/model'],
    portable: false,
  },
  'apps/console': { packages: ['@pitwall/client'], portable: true },
  bench: { packages: everyPackage, portable: false },
  e2e: { packages: everyPackage, portable: false },
  examples: { packages: everyPackage, portable: false },
};

/** The name under which the workspace at a path is imported. */
export function packageName(path: string): string {
  return path === 'apps/pitwall' ? 'pitwall' : `@pitwall/${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** Everything that other workspaces may import beside the names of packages. */
export const furtherEntries: readonly string[] = Object.entries(layers).flatMap(([path, { entries = [] }]) =>
  entries.map((entry) => `${packageName(path)}/${entry}`),
);
