import { execFileSync } from 'child_process';
import { join } from 'path';
import { chromium, type Browser } from '@playwright/test';
import { ROOT } from '../folder';

/** Starts the browser that the browser tests use. */
export async function startChromium(): Promise<Browser> {
  const setup = execFileSync(
    process.execPath,
    [join(ROOT, 'scripts', 'test', 'browser-setup.mjs')],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { env, ...launch } = JSON.parse(setup).browser;
  return chromium.launch({
    ...launch,
    args: ['--font-render-hinting=none'],
    env: { ...process.env, ...env },
  });
}
