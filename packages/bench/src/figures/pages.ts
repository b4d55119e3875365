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

/** What of ours is visited, and on which data; and what of an untouched app, beside its start page. */
interface OurPage {
  visited: (url: string) => Visited;
  seed: (cluster: SeededCluster) => Promise<string>;
  floor?: {
    visited: (url: string) => Visited;
    seed: (cluster: SeededCluster) => Promise<string>;
  };
  /** Of both portals. */
  entities?: number;
  /** What is said of what both asked for in the last sample. */
  notes?(
    ours: Visit['asked'],
    floor: Visit['asked'],
  ): { alsoHolds?: boolean; [note: string]: unknown };
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
    const floor = (await page.floor?.seed(cluster)) ?? 'untouched_';
    const { entities } = page;
    portals.push(
      await runPortal({ databasePort: cluster.port, prefix, app, entities }),
      await runPortal({
        databasePort: cluster.port,
        prefix: floor,
        app: other,
        withoutItsm: true,
        entities,
      }),
    );
    await drained(await cluster.plugin(prefix));
    const started = await startChromium();
    browser = started;
    const [here, there] = portals;
    return {
      visitOurs: () => visit(started, page.visited(here.url)),
      visitUntouched: () =>
        visit(started, (page.floor?.visited ?? untouched)(there.url)),
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
  const asked: Visit['asked'][] = [];
  return {
    async sample() {
      const here = await apps.visitOurs();
      const there = await apps.visitUntouched();
      scripts[0].push(here.scripts);
      scripts[1].push(there.scripts);
      asked.splice(0, 2, here.asked, there.asked);
      return {
        ours: of(here),
        floor: of(there),
        toSignIn: here.toSignIn,
        floorToSignIn: there.toSignIn,
        ...(there.toHead !== undefined && { floorToHead: there.toHead }),
      };
    },
    async notes() {
      return {
        scripts: scripts.map(median),
        // Plugins that a new app has beside those: with them the floor would be higher.
        floorLacks: apps.leftOut,
        ...page.notes?.(asked[0], asked[1]),
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

/** What the page may ask of the server. */
const MOST_REQUESTS = 5;
const ENTITIES = 10_000;
const SERVICE = 'service-000';

/**
 * The page of a service in a portal with 1,000 services, 10,000 entities and 24 months of records, over the
 * page of the same entity in an app as `create-app` makes it, with the same catalog. What is asked of
 * Callboard counts too, until nothing more is; what is asked of other plugins is said of both.
 */
export const servicePageTti: Figure = {
  name: 'portfolio.service.page',
  description:
    'sign-in to the rendered page of a service with 1000 services, 24 months of records and 10000 entities over sign-in to the page of the entity of an untouched app; it asks at most 5 things of the server',
  aim: 1.2,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) => {
    const entities = Number(options.entities ?? ENTITIES);
    const incidents = Number(options.incidents ?? INCIDENTS);
    return pageFigure(options, incidents, visited => visited.toList, {
      entities,
      visited: url => ({
        ...ours(url),
        url: `${url}/itsm/services/component/default/${SERVICE}?view=technical`,
        // What is open on it may be nothing where incidents are few; something is always promised.
        rendered: '#promises li',
        counted: true,
      }),
      seed: cluster => cluster.seededEstate(entities, incidents),
      floor: {
        visited: url => ({
          ...untouched(url),
          url: `${url}/catalog/default/component/${SERVICE}`,
          // The card that says what it is. Its head is there before; the graph of its relations is
          // drawn long after, and is not waited for: people read what is there.
          rendered: '[title="Edit Metadata"]',
          head: 'a[href*="/catalog/default/group/team-000"]',
          counted: true,
        }),
        seed: cluster => cluster.seededCatalog(entities),
      },
      notes: (own, others) => {
        const requests = own.itsm ?? 0;
        return {
          alsoHolds: requests <= MOST_REQUESTS,
          requests,
          mostRequests: MOST_REQUESTS,
          asked: own,
          floorAsked: others,
        };
      },
    });
  },
};
