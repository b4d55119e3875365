import type { Browser } from '@playwright/test';
import { startChromium } from '../browser/chromium';
import { ourApp } from '../browser/ourApp';
import { untouchedApp } from '../browser/untouchedApp';
import { visit, type Visit, type Visited } from '../browser/visit';
import { runPortal, type RunningPortal } from '../backend/runPortal';
import { median, type Figure, type PreparedFigure } from '../Figure';
import { drained } from '../seed/drained';
import { startSeededCluster, type SeededCluster } from '../seed/seededCluster';

const INCIDENTS = 100_000;

const ours = (url: string): Visited => ({
  url: `${url}/itsm/incidents`,
  signIn: 'ul[aria-label="People to sign in as"] button',
  rendered: 'a[href*="/itsm/incidents/INC-"]',
});

const untouched = (url: string): Visited => ({
  url,
  signIn: 'button[class*="outlinedPrimary"]',
  rendered: 'a[href*="/catalog/default/component/service-"]',
});

const dashboard = (url: string): Visited => ({
  ...ours(url),
  url: `${url}/itsm/improvement`,
  rendered: 'article a[href*="/itsm/improvement/kpis/"]',
});

/** What of ours is visited, and on which data. */
interface OurPage {
  visited: (url: string) => Visited;
  seed: (cluster: SeededCluster) => Promise<string>;
}

/**
 * Both apps behind backends of their own, with the same catalog, and a browser.
 *
 * @param asBuilt - takes our app as it was built last (`--app=as-built`), to look at a build
 */
async function bothApps(
  page: OurPage,
  asBuilt: boolean,
): Promise<{
  visitOurs(): Promise<Visit>;
  visitUntouched(): Promise<Visit>;
  leftOut: string[];
  close(): Promise<void>;
}> {
  const cluster = await startSeededCluster();
  const portals: RunningPortal[] = [];
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    for (const portal of portals) await portal.stop();
    await cluster.stop();
  };
  try {
    const app = asBuilt ? { package: 'app' } : await ourApp();
    const other = await untouchedApp();
    const prefix = await page.seed(cluster);
    portals.push(
      await runPortal({ databasePort: cluster.port, prefix, app }),
      await runPortal({
        databasePort: cluster.port,
        prefix: 'untouched_',
        app: other,
        withoutItsm: true,
      }),
    );
    await drained(await cluster.plugin(prefix));
    const started = await startChromium();
    browser = started;
    const [here, there] = portals;
    return {
      visitOurs: () => visit(started, page.visited(here.url)),
      visitUntouched: () => visit(started, untouched(there.url)),
      leftOut: other.leftOut,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function pageFigure(
  options: Readonly<Record<string, string>>,
  incidents: number,
  of: (visited: Visit) => number,
  page: Partial<OurPage> = {},
): Promise<PreparedFigure> {
  const count = Number(options.incidents ?? incidents);
  const apps = await bothApps(
    { visited: ours, seed: cluster => cluster.seeded(count), ...page },
    options.app === 'as-built',
  );
  const scripts: number[][] = [[], []];
  return {
    async sample() {
      const here = await apps.visitOurs();
      const there = await apps.visitUntouched();
      scripts[0].push(here.scripts);
      scripts[1].push(there.scripts);
      return {
        ours: of(here),
        floor: of(there),
        toSignIn: here.toSignIn,
        floorToSignIn: there.toSignIn,
      };
    },
    async notes() {
      return {
        scripts: scripts.map(median),
        // Plugins that a new app has beside those: with them the floor would be higher.
        floorLacks: apps.leftOut,
      };
    },
    close: apps.close,
  };
}

/**
 * All scripts that the browser loads until the list of incidents is rendered, sign-in included,
 * compressed; over the same of an app as `create-app` makes it, until its start page is rendered.
 */
export const pageJs: Figure = {
  name: 'page.incidents.js',
  description:
    'compressed JavaScript until the list of incidents is rendered over that of the start page of an untouched app',
  aim: 1.1,
  better: 'less',
  unit: 'bytes',
  prepare: (_, options) =>
    pageFigure(options, 25_000, visited => visited.scriptBytes),
};

/** From the click that signs in to the rendered list, with an empty cache. */
export const pageTti: Figure = {
  name: 'page.incidents.tti',
  description:
    'sign-in to the rendered list with 100000 incidents over sign-in to the catalog page of an untouched app',
  aim: 1.2,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) =>
    pageFigure(options, INCIDENTS, visited => visited.toList),
};

/** The same to the page of leadership with all its numbers, of an app as `create-app` makes it to its start page. */
export const pageDashboardTti: Figure = {
  name: 'page.dashboard.tti',
  description:
    'sign-in to the rendered page of leadership over sign-in to the catalog page of an untouched app',
  aim: 1.3,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) =>
    pageFigure(options, INCIDENTS, visited => visited.toList, {
      visited: dashboard,
      seed: cluster =>
        cluster.seededFacts(Number(options.incidents ?? INCIDENTS)),
    }),
};
