import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as engine } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from '../peers/chromium-page.ts';
import { isFields } from '../peers/fields.ts';

/** Where screenshots go: a folder that is named by a variable, else one for the machine to clean up. */
export const pictures = process.env['PITWALL_SCREENSHOTS'] ?? join(tmpdir(), 'pitwall-screenshots');

/** The pictures of README.md, by the names under which tests take them. */
export const readmePictures: readonly string[] = ['overview-dark', 'market-dark', 'blotters-light', 'backtest-light'];

/** Where they stand. */
export const readmeFolder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** Whether a run writes them anew. */
const writesReadme = process.env['PITWALL_README_PICTURES'] === '1';

/** How a page is opened, beside its address. */
export type PageOptions = BrowserContextOptions;

const desktop = { viewport: { width: 1440, height: 900 } } as const;

/** A browser for consoles; each opened page has a context, and with it a storage, of its own. */
export class ConsoleBrowser {
  #browser: Promise<Browser> | undefined;

  /** Opens an address as a person with a browser of their own would. */
  async open(url: string, options: PageOptions = {}): Promise<ConsolePage> {
    this.#browser ??= engine.launch({ executablePath: chromium.path, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await (await this.#browser).newContext({ ...desktop, timezoneId: 'UTC', ...options });
    // Longer than the longest wait of the client before it tries again by itself, on any machine.
    context.setDefaultTimeout(90_000);
    const page = new ConsolePage(await context.newPage());
    await page.page.goto(url);
    return page;
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close();
  }
}

/** A fault that axe found. */
export interface AccessFault {
  readonly id: string;
  readonly impact: string;
  readonly targets: readonly string[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const fieldsIn = (value: unknown, name: string): readonly { readonly [field: string]: unknown }[] => {
  const list: unknown = isFields(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isFields) : [];
};

/** A console as somebody sees it. */
export class ConsolePage {
  readonly page: Page;
  /** What the page complained of, to a developer. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Waits until the badge says how the page is connected. */
  async connection(word: 'Live' | 'Offline' | 'Polling' | 'Catching up' | 'Not connected'): Promise<void> {
    await this.page.getByRole('button', { name: `Connection: ${word}` }).waitFor();
  }

  /** The text of a panel. */
  panel(title: string) {
    return this.page.getByRole('region', { name: title });
  }

  /** Goes over to a theme as its menu does. */
  async theme(theme: 'Dark' | 'Light'): Promise<void> {
    await this.page.getByRole('button', { name: 'Theme' }).click();
    await this.page.getByRole('menuitemcheckbox', { name: theme }).click();
    await this.page.locator(`html[data-theme="${theme.toLowerCase()}"]`).waitFor();
    await this.page.getByRole('menu').waitFor({ state: 'detached' });
    // The button has the focus again, and its ring would stand in every picture.
    await this.page.evaluate('document.activeElement?.blur()');
  }

  /** Serious and critical faults by WCAG 2.2 A and AA. */
  async accessFaults(): Promise<readonly AccessFault[]> {
    await this.page.evaluate(axeSource);
    const found: unknown = await this.page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
    );
    return fieldsIn(found, 'violations')
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map((one) => ({
        id: String(one['id']),
        impact: String(one['impact']),
        targets: fieldsIn(one, 'nodes').map(
          ({ target, failureSummary }) => `${String(target)}: ${String(failureSummary)}`,
        ),
      }));
  }

  /** Keeps a picture of what is seen. */
  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    // Colours fade over when the theme changes: a picture shows their end.
    const path = join(pictures, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    if (writesReadme && readmePictures.includes(name)) copyFileSync(path, join(readmeFolder, `${name}.png`));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
