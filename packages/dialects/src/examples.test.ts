import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { dialects } from './dialects.ts';
import { examplesOf } from './examples.ts';
import { readFixtures } from './wire/dialect-rig.fixture.ts';

const page = new URL('examples.json', import.meta.url).pathname;

it('examples.json has the examples of every dialect (`npx vitest run packages/dialects -u` writes it anew)', async () => {
  const examples = dialects.map(({ name }) => [
    name,
    [...readFixtures(new URL(`${name}/fixtures/`, import.meta.url)).values()],
  ]);
  const style = (await resolveConfig(page)) ?? {};
  const text = await format(JSON.stringify(Object.fromEntries(examples)), { ...style, parser: 'json' });
  await expect(text).toMatchFileSnapshot(page);
});

it('a dialect that nobody lists has no examples', () => {
  expect(examplesOf('toString')).toEqual([]);
  expect(examplesOf('fleet').length).toBeGreaterThan(5);
});
