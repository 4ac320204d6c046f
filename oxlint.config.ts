import { defineConfig, type OxlintOverride } from 'oxlint';
import { importRules } from './tooling/import-rules.ts';

/**
 * Files that may assert a type, each cast behind a name that says why it holds. Everywhere else a cast is an error.
 * Add a file here only when a schema check, or a table typed by the same key, stands right before its cast.
 */
const trustBoundaries = [
  'apps/console/src/chart/chart-time.ts',
  'packages/client/src/platform.ts',
  'packages/client/src/reading/fact-of.ts',
  'packages/client/src/wire/read.ts',
  'packages/dialects/src/wire/assertions.ts',
  'packages/gateway/src/delivery/say.ts',
  'packages/gateway/src/log/durable/stored-event.ts',
  'packages/gateway/src/option-table.ts',
  'packages/gateway/src/session/parse-frame.ts',
  'packages/model/src/kind-table.ts',
];

const tests = ['**/*.test.ts', '**/*.fixture.ts', 'packages/testkit/**', 'e2e/**'];

const untyped: OxlintOverride['rules'] = {
  'typescript/no-unsafe-argument': 'off',
  'typescript/no-unsafe-assignment': 'off',
  'typescript/no-unsafe-call': 'off',
  'typescript/no-unsafe-member-access': 'off',
  'typescript/no-unsafe-return': 'off',
  'typescript/unbound-method': 'off',
  'typescript/no-unnecessary-boolean-literal-compare': 'off',
};

const overrides: OxlintOverride[] = [
  ...importRules(),
  {
    files: trustBoundaries,
    rules: { 'typescript/consistent-type-assertions': 'off', 'typescript/no-unsafe-type-assertion': 'off' },
  },
  {
    files: tests,
    rules: {
      // A suite is one long function by nature, and vitest's matchers (`expect.any`) are typed any.
      'max-lines-per-function': 'off',
      'typescript/no-unsafe-assignment': 'off',
      // What comes over a wire in a test is what the test is about: a wrong cast fails it.
      'typescript/consistent-type-assertions': 'off',
      'typescript/no-unsafe-type-assertion': 'off',
      // A contract suite is declared by functions that take the implementation.
      'vitest/no-standalone-expect': 'off',
      'vitest/valid-title': 'off',
      // A helper reads best beside the test it serves.
      'unicorn/consistent-function-scoping': 'off',
    },
  },
  // What runs before any dependency is there, or before anything is built, is plain JavaScript without types.
  { files: ['**/*.{js,cjs,mjs}'], rules: untyped },
  { files: ['apps/pitwall/**', 'bench/**', 'examples/**', 'tooling/**', '.ci/**'], rules: { 'no-console': 'off' } },
  // The fleet page imports its client as the default of its module.
  { files: ['packages/client/src/faces/fleet/index.ts'], rules: { 'import/no-default-export': 'off' } },
  { files: ['*.config.ts', 'examples/strategy/*.mjs'], rules: { 'import/no-default-export': 'off' } },
];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'vitest', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['**/dist/**', 'coverage/**'],
  rules: {
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 50 }],
    'max-params': ['error', { max: 4 }],
    'no-console': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    // fast-check is written fc.record(…) everywhere; that fc.record exists as a name of its own is no confusion.
    'import/no-named-as-default-member': 'off',
    // A rule for Express: Fastify awaits its handlers.
    'oxc/no-async-endpoint-handlers': 'off',
    'typescript/ban-ts-comment': 'error',
    // It takes an exhaustive switch for a path without return; the compiler's noImplicitReturns knows better.
    'typescript/consistent-return': 'off',
    'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'expectTypeOf', 'fc.assert'] }],
  },
  overrides: overrides.filter(({ files }) => files.length > 0),
});
