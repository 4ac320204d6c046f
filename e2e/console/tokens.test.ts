import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import type { ConsolePage } from './console-page.ts';
import { unhurried, useConsole } from './console-rig.ts';
import { expectFitsPhone, phone } from './looks.ts';

const environment = {
  PITWALL_JWT_SECRET: 'a secret for tests that is longer than it must be',
  PITWALL_AUTH: 'required',
};

const mint = async (...words: readonly string[]): Promise<string> => {
  const minted = new PitwallProcess(['token', ...words], environment);
  return (await minted.ended).stdout.trim();
};

const watcher = (account: string, ttl = '1h'): Promise<string> =>
  mint('--subject', account, '--account', account, '--ttl', ttl);

describe.runIf(isAtHand(chromium))('a console and its tokens', unhurried, () => {
  const gateway = useConsole(() => ({ words: ['serve', '--no-legacy-ports'], environment }));

  const signIn = async (page: ConsolePage, token: string): Promise<void> => {
    await page.page.locator('input[type=password]').fill(token);
    await page.page.locator('input[type=password]').press('Enter');
  };

  /** The token is made when the page asks for it: one that lives for seconds would end while the browser starts. */
  const openAs = async (token: () => Promise<string>, path: string): Promise<ConsolePage> => {
    const page = await gateway.open(path);
    await page.page.locator('input[type=password]').waitFor();
    await signIn(page, await token());
    await page.connection('Live');
    return page;
  };

  const publishAs = async (account: string, events: readonly object[]): Promise<void> => {
    const token = await mint('--subject', `engine-${account}`, '--account', account, '--publish', 'all');
    await gateway.post('/v1/events', events, { authorization: `Bearer ${token}` });
  };

  const publish = (account: string, ...numbers: readonly number[]): Promise<void> => {
    const events = numbers.map((at) => ({
      kind: 'alert',
      account,
      data: { alertId: `${account}-${at}`, severity: 'warning', title: `Alert ${at} of ${account}` },
    }));
    return publishAs(account, events);
  };

  it('shows each of two people the facts of their own account alone, in tables and in frames', async () => {
    const anna = await openAs(() => watcher('anna'), 'alerts');
    const ben = await openAs(() => watcher('ben'), 'alerts');
    await publish('anna', 1, 2);
    await publish('ben', 1);
    await anna.page.getByRole('gridcell', { name: 'Alert 2 of anna' }).waitFor();
    await ben.page.getByRole('gridcell', { name: 'Alert 1 of ben' }).waitFor();
    expect(await anna.page.content()).not.toContain('of ben');
    expect(await ben.page.content()).not.toContain('of anna');
    await ben.page.goto(`${gateway.url}/alerts?account=anna`);
    await ben.connection('Live');
    await ben.page.getByText('No alerts').waitFor();
    expect(await ben.page.content()).not.toContain('of anna');
    await ben.page.goto(`${gateway.url}/wire?dialect=fleet&account=anna`);
    await ben.connection('Live');
    await ben.page.getByRole('button', { name: 'Connect', exact: true }).click();
    const frames = ben.page.getByRole('list', { name: 'Frames' });
    await frames.getByText(/closed with/).waitFor();
    expect(await ben.page.content()).not.toContain('of anna');
  });

  it('shows the past of the account that the token is for', async () => {
    const began = Date.now() - 600_000;
    for (const [account, count] of [
      ['fred', 7],
      ['gina', 9],
    ] as const) {
      const events = Array.from({ length: count }, (_one, at) => {
        return { kind: 'equity', account, occurredAt: began + at * 10_000, data: { equity: String(100 + at) } };
      });
      await publishAs(account, events);
    }
    const page = await openAs(() => watcher('fred'), '');
    await page.page.getByRole('img', { name: /^Equity of fred: 106\.00, .* 7 points/ }).waitFor();
    expect(await page.page.content()).not.toContain('gina');
  });

  it('shows an admin the curve of one account after the other, on a phone too', async () => {
    const desk = 'desk-of-some-length';
    const worth = [1, 2].map((hoursAgo) => {
      const occurredAt = Date.now() - hoursAgo * 3_600_000;
      return { kind: 'equity', account: desk, occurredAt, data: { equity: String(900 + hoursAgo) } };
    });
    await publishAs(desk, worth.toReversed());
    await publishAs('fritz', [{ kind: 'equity', account: 'fritz', data: { equity: '7' } }]);
    const page = await gateway.open(`?range=1d&focus=${desk}`, phone);
    await page.page.locator('input[type=password]').waitFor();
    // That it was refused before somebody signed in is what a browser says of it.
    page.complaints.splice(0);
    await signIn(page, await mint('--subject', 'ops', '--role', 'admin'));
    await page.page
      .getByRole('img', { name: new RegExp(`^Equity of ${desk}, the last day: 901.*; 2 points`) })
      .waitFor();
    await page.panel('Equity').scrollIntoViewIfNeeded();
    await expectFitsPhone(page, 'accounts');
    await page.panel('Equity').getByRole('button', { name: desk }).click();
    await page.page.getByRole('menuitemcheckbox', { name: 'fritz' }).click();
    await page.panel('Equity').getByText('One value in its last day').waitFor();
    expect(new URL(page.page.url()).searchParams.get('range')).toBe('1d');
  });

  it('opens frames by a ticket, so that no token stands in an address or on the page', async () => {
    const token = await watcher('carl');
    const page = await openAs(() => Promise.resolve(token), 'wire?dialect=fleet');
    const asked: string[] = [];
    page.page.on('websocket', (socket) => asked.push(socket.url()));
    await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.page.getByText('open', { exact: true }).first().waitFor();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('ticket=');
    expect(asked[0]).not.toContain(token);
    expect(await page.page.content()).not.toContain(token);
  });

  it('takes the next token in place: without a break, a second hearing, or a question before its time', async () => {
    const page = await openAs(() => watcher('dora', '45s'), 'alerts');
    await publish('dora', 1);
    await page.page.getByRole('gridcell', { name: 'Alert 1 of dora' }).waitFor();
    const states: string[] = [];
    await page.page.exposeFunction('noteState', (state: string) => states.push(state));
    await page.page.evaluate(
      'new MutationObserver(() => noteState(document.querySelector("[aria-label^=Connection]").getAttribute("aria-label")))' +
        '.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-label"] })',
    );
    const sockets: string[] = [];
    page.page.on('websocket', (socket) => sockets.push(socket.url()));
    const question = page.page.getByRole('region', { name: 'Sign in' });
    await question.getByText('Your token ends soon').waitFor();
    await question.getByText(/It ends in \d+ s/).waitFor();
    await page.picture('token-expiring');
    expect(await page.accessFaults()).toEqual([]);
    // The work goes on beside the question.
    await publish('dora', 2);
    await page.page.getByRole('gridcell', { name: 'Alert 2 of dora' }).waitFor();
    await signIn(page, await watcher('dora'));
    await question.waitFor({ state: 'detached' });
    await publish('dora', 3);
    await page.page.getByRole('gridcell', { name: 'Alert 3 of dora' }).waitFor();
    expect(sockets).toEqual([]);
    expect(states.filter((state) => !state.startsWith('Connection: Live'))).toEqual([]);
    expect(await page.page.getByRole('gridcell', { name: /of dora/ }).count()).toBe(3);
  });

  it('asks again when a token that was put off has ended, and goes on where it was', async () => {
    const page = await openAs(() => watcher('emil', '12s'), 'alerts');
    await page.page.getByRole('region', { name: 'Sign in' }).getByRole('button', { name: 'Not now' }).click();
    await publish('emil', 1);
    await page.page.getByRole('gridcell', { name: 'Alert 1 of emil' }).waitFor();
    const form = page.page.getByRole('dialog', { name: 'Sign in' });
    await form.getByRole('heading', { name: 'not valid any more' }).waitFor();
    await publish('emil', 2);
    await signIn(page, await watcher('emil'));
    await page.connection('Live');
    await page.page.getByRole('gridcell', { name: 'Alert 2 of emil' }).waitFor();
    expect(await page.page.getByRole('gridcell', { name: /of emil/ }).count()).toBe(2);
  });
});
