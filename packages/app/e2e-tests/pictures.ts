import path from 'node:path';
import { test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { tellStory } from './support/story';
import type { Story } from './support/story';

const FOLDER =
  process.env.PICTURES ??
  path.join(__dirname, '../../../test-results/pictures');

const LOOKS = {
  light: { viewport: { width: 1440, height: 900 }, theme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, theme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, theme: 'light' },
} as const;
type Look = keyof typeof LOOKS;

const HISTORY = '/catalog/default/component/checkout/history';

interface Picture {
  name: string;
  who: string;
  path: string;
  /** What is done on the page before the picture is taken. */
  prepare?: (page: Page) => Promise<void>;
}

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
};

const pictures = (story: Story): Picture[] => [
  { name: 'home', who: 'jonas', path: '/' },
  { name: 'list', who: 'jonas', path: '/itsm/incidents' },
  {
    name: 'list-filtered',
    who: 'jonas',
    path: '/itsm/incidents?view=all&priority=1,2&service=component:default/checkout',
  },
  { name: 'list-empty', who: 'jonas', path: '/itsm/incidents?q=zebra' },
  {
    name: 'list-filter-open',
    who: 'jonas',
    path: '/itsm/incidents',
    prepare: press('Assignee'),
  },
  {
    name: 'record',
    who: 'jonas',
    path: `/itsm/incidents/${story.worked}`,
  },
  {
    name: 'record-resolve',
    who: 'jonas',
    path: `/itsm/incidents/${story.worked}`,
    prepare: press('Resolve'),
  },
  {
    name: 'record-edit',
    who: 'jonas',
    path: `/itsm/incidents/${story.worked}`,
    prepare: press('Edit Impact'),
  },
  {
    name: 'record-requester',
    who: 'sofia',
    path: `/itsm/incidents/${story.worked}`,
  },
  {
    name: 'record-resolved',
    who: 'sofia',
    path: `/itsm/incidents/${story.resolved}`,
  },
  { name: 'record-new', who: 'jonas', path: `/itsm/incidents/${story.asked}` },
  { name: 'record-missing', who: 'jonas', path: '/itsm/incidents/INC-9999' },
  {
    name: 'file',
    who: 'maria',
    path: '/itsm/incidents/file?service=component:default/checkout',
  },
  {
    name: 'file-problems',
    who: 'maria',
    path: '/itsm/incidents/file',
    prepare: press('File incident'),
  },
  { name: 'entity', who: 'maria', path: '/catalog/default/component/checkout' },
  {
    name: 'entity-incidents',
    who: 'maria',
    path: '/catalog/default/component/checkout/incidents',
  },
  { name: 'cmdb-home', who: 'jonas', path: '/itsm/cmdb' },
  { name: 'cmdb-items', who: 'jonas', path: '/itsm/cmdb/items' },
  {
    name: 'cmdb-items-open',
    who: 'jonas',
    path: '/itsm/cmdb/items?view=mine&open=component:default/checkout',
  },
  {
    name: 'cmdb-items-empty',
    who: 'jonas',
    path: '/itsm/cmdb/items?q=zebra',
  },
  { name: 'cmdb-health', who: 'jonas', path: '/itsm/cmdb/health' },
  {
    name: 'cmdb-findings',
    who: 'jonas',
    path: '/itsm/cmdb/findings?view=mine',
  },
  {
    name: 'cmdb-confirmations',
    who: 'jonas',
    path: '/itsm/cmdb/confirmations?when=soon',
  },
  { name: 'ci-tasks', who: 'jonas', path: '/itsm/cmdb/tasks?view=all' },
  {
    name: 'record-explained',
    who: 'jonas',
    path: `/itsm/incidents/${story.worked}`,
    prepare: press('Explain'),
  },
  { name: 'service-levels', who: 'jonas', path: '/itsm/service-levels' },
  {
    name: 'service-levels-agreement',
    who: 'jonas',
    path: '/itsm/service-levels/agreements/shop-standard',
  },
  {
    name: 'service-levels-calendar',
    who: 'jonas',
    path: '/itsm/service-levels/calendars/berlin-office?year=2026',
  },
  { name: 'catalogue', who: 'sofia', path: '/itsm/services' },
  {
    name: 'service-page',
    who: 'jonas',
    path: '/itsm/services/component/default/checkout',
  },
  {
    name: 'service-page-business',
    who: 'sofia',
    path: '/itsm/services/component/default/checkout',
  },
  { name: 'managed', who: 'grace', path: '/itsm/services/managed' },
  { name: 'portfolio', who: 'grace', path: '/itsm/portfolio' },
  {
    name: 'portfolio-bubbles',
    who: 'grace',
    path: '/itsm/portfolio?look=bubbles',
  },
  {
    name: 'portfolio-roadmap',
    who: 'grace',
    path: '/itsm/portfolio?look=roadmap',
  },
  { name: 'strategy', who: 'grace', path: '/itsm/portfolio/strategy' },
  {
    name: 'alignment',
    who: 'grace',
    path: '/itsm/portfolio/strategy/alignment',
  },
  { name: 'demand', who: 'grace', path: '/itsm/portfolio/demand' },
  { name: 'costs', who: 'grace', path: '/itsm/portfolio/costs' },
  { name: 'risks', who: 'grace', path: '/itsm/portfolio/risks' },
  { name: 'continuity', who: 'grace', path: '/itsm/portfolio/continuity' },
  { name: 'leadership', who: 'grace', path: '/itsm/improvement' },
  {
    name: 'number',
    who: 'grace',
    path: '/itsm/improvement/kpis/service-levels.attainment',
  },
  {
    name: 'entity-records',
    who: 'jonas',
    path: '/catalog/default/component/checkout/records',
  },
  { name: 'entity-history', who: 'maria', path: HISTORY },
  {
    name: 'entity-as-it-was',
    who: 'maria',
    path: `${HISTORY}?view=asOf`,
  },
  {
    name: 'entity-compare',
    who: 'maria',
    path: `${HISTORY}?view=compare&reach=dependencies`,
  },
];

async function take(
  browser: Browser,
  baseURL: string,
  look: Look,
  picture: Picture,
) {
  const { viewport, theme } = LOOKS[look];
  const phone = look === 'phone';
  const context = await browser.newContext({
    baseURL,
    viewport,
    colorScheme: theme,
    isMobile: phone,
    hasTouch: phone,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await context.addInitScript(
    ([who, chosen]) => {
      window.sessionStorage.setItem('callboard.persona', who);
      window.localStorage.setItem('theme', chosen);
    },
    [`user:default/${picture.who}`, theme],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(picture.path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await picture.prepare?.(page);
  await page.waitForTimeout(700);
  await page.screenshot({
    path: path.join(FOLDER, `${picture.name}-${look}.png`),
  });
  await context.close();
}

test('pictures of every page', async ({ browser, request, baseURL }) => {
  test.setTimeout(15 * 60_000);
  const only = new RegExp(process.env.ONLY ?? '.');
  for (const picture of pictures(await tellStory(request))) {
    for (const look of Object.keys(LOOKS) as Look[]) {
      if (only.test(`${picture.name}-${look}`)) {
        await take(browser, baseURL!, look, picture);
      }
    }
  }
});
