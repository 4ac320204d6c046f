import { describe, expect, it } from 'vitest';
import { channelSources, kindTableSource, retainSource } from './facts-source.fixture.ts';

describe('the types of facts', () => {
  it.each(channelSources())('of the channel $channel are those of the model', async ({ channel, source }) => {
    await expect(await source()).toMatchFileSnapshot(`./${channel}.ts`);
  });

  it('are listed with every kind and channel of the model', async () => {
    await expect(await kindTableSource()).toMatchFileSnapshot('./kind-data.ts');
  });

  it('come with what each update does to the latest value of its key', async () => {
    await expect(await retainSource()).toMatchFileSnapshot('./retain-rules.ts');
  });
});
