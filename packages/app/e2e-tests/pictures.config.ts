import path from 'node:path';
import { defineConfig } from '@playwright/test';
// The repository's root is no package, and its configuration is what is varied here.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import tests from '../../../playwright.config';

/**
 * Takes pictures of every page instead of testing:
 * `npx playwright test -c packages/app/e2e-tests/pictures.config.ts`.
 *
 * They land in `test-results/pictures`, or in the folder that PICTURES names.
 */
export default defineConfig(tests, {
  testDir: __dirname,
  testMatch: 'pictures.ts',
  outputDir: path.join(__dirname, '../../../test-results/pictures-run'),
  retries: 0,
});
