import { defineConfig } from 'vitest/config';

// Tests read the workspace's own packages from their sources, so that no test can pass or fail on a stale build.
// The rest are Vite's own conditions for Node, which a list given here replaces.
const conditions = ['pitwall-source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    environment: 'node',
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'bench/src/**/*.test.ts',
      'e2e/**/*.test.ts',
      'tooling/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // The console's colours are read by a test of their contrasts.
    css: { include: [/\/tokens\.css/] },
    setupFiles: ['tooling/property-seed.setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A backstop for what hangs: a loaded machine takes its time, and a soak is asked to take long.
    testTimeout: process.env['PITWALL_MODEL_RUNS'] === undefined ? 60_000 : 3_600_000,
    // What is polled for comes when a loaded machine gets to it.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.fixture.ts', '**/index.ts'],
      reporter: ['text', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
