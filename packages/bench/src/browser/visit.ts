import { gzipSync } from 'zlib';
import type { Browser, Response } from '@playwright/test';

/** A page behind a sign-in, and how to tell that it is there. */
export interface Visited {
  url: string;
  /** CSS of the button that signs in. */
  signIn: string;
  /** CSS of what is on the page once its list is rendered. */
  rendered: string;
  /** CSS of what is there before, if that is to be told too. */
  head?: string;
  /** Whether to wait until nothing more is asked, to count it. */
  counted?: boolean;
}

/** What one visit with an empty cache took. */
export interface Visit {
  /** Milliseconds from the address to the button that signs in. */
  toSignIn: number;
  /** Milliseconds from the click on it to the rendered list. */
  toList: number;
  /** Milliseconds from the click to what is there before; absent if nobody asked. */
  toHead?: number;
  /** Bytes of all scripts that were loaded until then, each compressed by gzip at its best. */
  scriptBytes: number;
  scripts: number;
  /** What was asked of each plugin of the backend from the click on, until nothing more was. */
  asked: Readonly<Record<string, number>>;
}

const PATIENCE_MS = 60_000;
/** What a page asks for later than this after it is there, it does not ask for to be there. */
const QUIET_MS = 1_500;
const API = /\/api\/([\w-]+)/;

/** Runs in the page: notes by its own clock when the button is pressed and when the list is there. */
function watch(selectors: { signIn: string; rendered: string; head?: string }) {
  const seen: Record<string, number> = {};
  (window as any).benchSeen = seen;
  const look = () => {
    if (seen.signIn === undefined && document.querySelector(selectors.signIn))
      seen.signIn = performance.now();
    if (seen.list === undefined && document.querySelector(selectors.rendered))
      seen.list = performance.now();
    if (
      selectors.head &&
      seen.head === undefined &&
      document.querySelector(selectors.head)
    )
      seen.head = performance.now();
  };
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    characterData: true,
  });
  document.addEventListener(
    'click',
    () => {
      seen.click ??= performance.now();
    },
    { capture: true },
  );
}

/** Opens a page as somebody who was never there, signs in and waits for its list. */
export async function visit(browser: Browser, what: Visited): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, what);
    const scripts: Promise<Buffer>[] = [];
    const note = (response: Response) => {
      if (response.request().resourceType() === 'script')
        scripts.push(response.body());
    };
    page.on('response', note);
    await page.goto(what.url);
    const button = page.locator(what.signIn).first();
    await button.waitFor({ timeout: PATIENCE_MS });
    const asked: Record<string, number> = {};
    page.on('request', request => {
      const [, plugin] = API.exec(new URL(request.url()).pathname) ?? [];
      if (plugin) asked[plugin] = (asked[plugin] ?? 0) + 1;
    });
    await button.click();
    await page.locator(what.rendered).first().waitFor({ timeout: PATIENCE_MS });
    page.off('response', note);
    const seen = await page.evaluate(
      () => (window as any).benchSeen as Record<string, number>,
    );
    const bodies = await Promise.all(scripts);
    if (what.counted) await page.waitForTimeout(QUIET_MS);
    return {
      toSignIn: seen.signIn,
      toList: seen.list - seen.click,
      ...(seen.head !== undefined && { toHead: seen.head - seen.click }),
      scriptBytes: bodies
        .map(body => gzipSync(body, { level: 9 }).length)
        .reduce((sum, bytes) => sum + bytes, 0),
      scripts: bodies.length,
      asked,
    };
  } finally {
    await context.close();
  }
}
