import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { unhurried, useConsole } from './console-rig.ts';

const environment = {
  PITWALL_JWT_SECRET: 'a secret for tests that is longer than it must be',
  PITWALL_AUTH: 'required',
};

const tokenOf = async (subject: string): Promise<string> => {
  const minted = new PitwallProcess(['token', '--subject', subject, '--account', subject], environment);
  return (await minted.ended).stdout.trim();
};

describe.runIf(isAtHand(chromium))('a console that has to sign in', unhurried, () => {
  const gateway = useConsole(() => ({ words: ['serve', '--no-legacy-ports'], environment }));

  it('asks for a token, asks again for one that is not good, and stays where it was', async () => {
    const page = await gateway.open('blotters');
    const form = page.page.getByRole('dialog', { name: 'Sign in' });
    await form.locator('input[type=password]').fill('no.token.atall');
    expect(await page.accessFaults()).toEqual([]);
    await page.picture('sign-in');
    await form.locator('input[type=password]').press('Enter');
    await form.getByRole('heading', { name: 'not valid any more' }).waitFor();
    await form.locator('input[type=password]').fill(await tokenOf('alice'));
    await form.getByRole('button', { name: 'Sign in' }).click();
    await page.connection('Live');
    expect(page.page.url()).toBe(`${gateway.url}/blotters`);
    await page.page.reload();
    await page.connection('Live');
  });

  it('keeps the token in its own tab', async () => {
    const page = await gateway.open('blotters');
    await page.page.locator('input[type=password]').fill(await tokenOf('alice'));
    await page.page.locator('input[type=password]').press('Enter');
    await page.connection('Live');
    const other = await page.page.context().newPage();
    await other.goto(`${gateway.url}/blotters`);
    await other.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await other.evaluate('JSON.stringify(localStorage)')).not.toContain('eyJ');
  });
});
