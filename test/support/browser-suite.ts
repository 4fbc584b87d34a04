/** A suite that looks at screens in Chromium, with the fixture server behind them. Without Chromium its tests are skipped, by name. */
import type { Browser, Page } from 'playwright-core';
import { builtDesigner } from './built-designer';
import { chromiumPath, startChromium } from './chromium';
import { startFixtureServer, type FixtureServer } from './fixture-server';
import { openScreen, type Shot } from './screens';

export interface Stage {
  browser: Browser;
  server: FixtureServer;
  /** Opens a page; by default as the owner, in Indonesian, light, 1440 px wide. */
  open(path: string, options?: Partial<Pick<Shot, 'width' | 'language' | 'theme'>> & { as?: string | null }): Promise<Page>;
}

export function browserSuite(name: string, tests: (stage: Stage) => void): void {
  const suite = chromiumPath() ? describe : describe.skip;
  suite(name, () => {
    const stage = {} as Stage;
    const pages: Page[] = [];
    const errors: string[] = [];
    beforeAll(async () => {
      await builtDesigner();
      stage.server = await startFixtureServer();
      stage.browser = await startChromium();
      stage.open = async (path, { as = 'owner', ...options } = {}) => {
        const shot: Shot = { base: stage.server.base, path, width: 1440, language: 'id', theme: 'light', wait: 50, ...options, as: as ? { username: as, password: stage.server.password } : undefined };
        const page = await openScreen(stage.browser, shot, (found) => found.on('pageerror', (error) => errors.push(error.message)));
        pages.push(page);
        return page;
      };
    });
    afterEach(async () => {
      await Promise.all(pages.splice(0).map((page) => page.context().close()));
      // An exception that nobody caught is a failure, whatever the test looked for.
      expect(errors.splice(0)).toEqual([]);
    });
    afterAll(async () => {
      await stage.browser?.close();
      await stage.server?.close();
    });
    tests(stage);
  });
}

/** Waits until something holds, for at most five seconds. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  expect(await holds()).toBe(true);
}
