import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * The tests in a real browser, against a portal of their own: `npm test -- browser`, or
 * `yarn test:e2e` while working on them. PLAYWRIGHT_URL runs them against a portal that is up.
 */

type Setup = {
  port: number;
  dataFolder: string;
  browser: {
    executablePath?: string;
    channel?: string;
    env?: Record<string, string>;
  };
};

/**
 * Finding a port and unpacking the browser take an await, which a configuration cannot do; so a
 * process of its own does it. Playwright reads this file again in each worker, and those must get
 * the same answer: they inherit it with the environment.
 */
function readSetup(): Setup {
  process.env.CALLBOARD_BROWSER_SETUP ??= execFileSync(
    process.execPath,
    [path.join(__dirname, 'scripts', 'test', 'browser-setup.mjs')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return JSON.parse(process.env.CALLBOARD_BROWSER_SETUP);
}

const { port, dataFolder, browser } = readSetup();
const { env: browserEnv, ...launch } = browser;
const ownAddress = `http://localhost:${port}`;
const address = process.env.PLAYWRIGHT_URL || ownAddress;

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  reporter: 'list',

  timeout: 60_000,
  expect: { timeout: 15_000 },

  // All tests share one portal and one database: one after another, so that none sees another's records appear.
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),

  use: {
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // Recording all tests takes as long as running them: what failed is recorded when it is tried
    // again. While working on a test: `yarn test:e2e --trace on -g "…"`.
    trace: 'on-first-retry',
    launchOptions: {
      ...launch,
      // Letters keep their width at every size; otherwise hinting moves text from machine to machine.
      args: ['--font-render-hinting=none'],
      env: { ...process.env, ...browserEnv } as Record<string, string>,
    },
  },

  webServer: process.env.PLAYWRIGHT_URL
    ? undefined
    : {
        command: 'node scripts/start.mjs',
        cwd: __dirname,
        // It answers before: while the demo comes in, lists change, messages cover buttons, and all is slow.
        wait: { stdout: /The demo.* all in/ },
        // The first start fills the demo organisation, and may have to build the pages.
        timeout: 5 * 60_000,
        reuseExistingServer: false,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        stdout: 'pipe',
        env: {
          PORT: String(port),
          CALLBOARD_DATA_DIR: dataFolder,
          CALLBOARD_BASE_URL: ownAddress,
        },
      },
});
