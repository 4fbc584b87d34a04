/**
 * Takes pictures of screens: each address at two widths, in both languages and both themes.
 *
 *   tsx test/support/screens.ts --base http://127.0.0.1:3000 --out /tmp/screens --as owner:password /tugas /proses
 *
 * Options: `--widths 1440,390`, `--langs id,en`, `--themes light,dark`, `--wait 800`, `--full` (whole page), `--axe` (report violations).
 * Without `--as` nobody is signed in.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from './chromium';

export interface Shot {
  base: string;
  path: string;
  width: number;
  language: 'id' | 'en';
  theme: 'light' | 'dark';
  as?: { username: string; password: string } | undefined;
  wait?: number;
}

const HEIGHTS: Record<number, number> = { 390: 844 };
const DEFAULT_HEIGHT = 900;

/** A page of that width, language and theme, signed in if asked, at the address. The caller closes its context. */
export async function openScreen(browser: Browser, shot: Shot, watch?: (page: Page) => void): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: shot.width, height: HEIGHTS[shot.width] ?? DEFAULT_HEIGHT },
    colorScheme: shot.theme,
    reducedMotion: 'reduce',
    locale: shot.language === 'id' ? 'id-ID' : 'en-GB',
    hasTouch: shot.width < 600,
  });
  await context.addInitScript((language) => localStorage.setItem('language', language), shot.language);
  const page = await context.newPage();
  watch?.(page);
  if (shot.as) {
    const answer = await page.request.post(`${shot.base}/api/v1/session`, { data: shot.as, headers: { origin: new URL(shot.base).origin } });
    if (!answer.ok()) throw new Error(`Signing in as ${shot.as.username} failed: ${answer.status()} ${await answer.text()}`);
  }
  await page.goto(shot.base + shot.path, { waitUntil: 'load' });
  await page.locator('h1').first().waitFor({ timeout: 15_000 });
  // What is still loading shows bones of itself.
  await page.locator('[class*="skeleton"]').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
  await page.waitForTimeout(shot.wait ?? 600);
  return page;
}

/** What axe finds against WCAG 2.2 A and AA, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** Content wider than the window, which a phone would have to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      base: { type: 'string', default: 'http://127.0.0.1:3000' },
      out: { type: 'string', default: 'screens' },
      as: { type: 'string' },
      widths: { type: 'string', default: '1440,390' },
      langs: { type: 'string', default: 'id,en' },
      themes: { type: 'string', default: 'light,dark' },
      wait: { type: 'string', default: '600' },
      full: { type: 'boolean', default: false },
      axe: { type: 'boolean', default: false },
    },
  });
  mkdirSync(values.out, { recursive: true });
  const [username, password] = values.as?.split(':') ?? [];
  const browser = await startChromium();
  try {
    for (const path of positionals) {
      for (const width of values.widths.split(',').map(Number)) {
        for (const language of values.langs.split(',') as ('id' | 'en')[]) {
          for (const theme of values.themes.split(',') as ('light' | 'dark')[]) {
            const shot: Shot = { base: values.base, path, width, language, theme, wait: Number(values.wait), as: username ? { username, password: password ?? '' } : undefined };
            await take(browser, shot, { out: values.out, full: values.full, axe: values.axe });
          }
        }
      }
    }
  } finally {
    await browser.close();
  }
}

async function take(browser: Browser, shot: Shot, options: { out: string; full: boolean; axe: boolean }): Promise<void> {
  const problems: string[] = [];
  const page = await openScreen(browser, shot, (fresh) => {
    fresh.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    fresh.on('pageerror', (error) => problems.push(error.message));
  });
  const name = `${shot.path.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^_/, '') || 'home'}-${shot.width}-${shot.language}-${shot.theme}`;
  await page.screenshot({ path: join(options.out, `${name}.png`), fullPage: options.full });
  const overflow = await overflowOf(page);
  if (overflow > 0) problems.push(`content is ${overflow} px wider than the window`);
  if (options.axe) problems.push(...(await axeFindings(page)));
  console.log(name, problems.length === 0 ? 'ok' : `\n  ${problems.join('\n  ')}`);
  await page.context().close();
}

if (require.main === module) void main();
