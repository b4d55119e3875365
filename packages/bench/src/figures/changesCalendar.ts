import type { Browser } from '@playwright/test';
import { startChromium } from '../browser/chromium';
import { ourApp } from '../browser/ourApp';
import { visit, type Visited } from '../browser/visit';
import { runPortal, type RunningPortal } from '../backend/runPortal';
import { fileInMonth } from '../changes/fileInMonth';
import { median, type Figure, type PreparedFigure } from '../Figure';
import { drained } from '../seed/drained';
import { startSeededCluster } from '../seed/seededCluster';

const INCIDENTS = 25_000;
const CHANGES = 2_000;
const COPY = 'calendar_';

/** The calendar of a month, and how to tell that all of it is there. */
const monthOf = (url: string, month: string, drawn: string): Visited => ({
  url: `${url}/itsm/changes/calendar?at=${month}-15`,
  signIn: 'ul[aria-label="People to sign in as"] button',
  rendered: drawn,
});

async function prepare(
  options: Readonly<Record<string, string>>,
): Promise<PreparedFigure> {
  const cluster = await startSeededCluster();
  let portal: RunningPortal | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await portal?.stop();
    await cluster.stop();
  };
  try {
    const app =
      options.app === 'as-built' ? { package: 'app' } : await ourApp();
    const prefix = await cluster.copyOf(
      await cluster.seeded(Number(options.incidents ?? INCIDENTS)),
      COPY,
    );
    portal = await runPortal({ databasePort: cluster.port, prefix, app });
    const changes = Number(options.changes ?? CHANGES);
    const [first] = await portal.authorizations();
    const month = await fileInMonth(portal, first, changes);
    const knex = await cluster.plugin(prefix);
    await knex.raw('vacuum analyze');
    await drained(knex);
    browser = await startChromium();
    const started = browser;
    const full = monthOf(
      portal.url,
      month,
      `[data-items="${changes}"] [data-calendar-item]`,
    );
    // A month long ago, in which nothing was planned.
    const empty = monthOf(
      portal.url,
      '2020-06',
      '[data-items="0"] .fc-daygrid-day',
    );
    const toSignIn: number[] = [];
    return {
      async sample() {
        const ours = await visit(started, full);
        const floor = await visit(started, empty);
        toSignIn.push(ours.toSignIn);
        return { ours: ours.toList, floor: floor.toList };
      },
      async notes() {
        return { items: changes, toSignIn: median(toSignIn) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** From the click that signs in to the drawn month, with an empty cache; both are the same page. */
export const changesCalendar: Figure = {
  name: 'changes.calendar',
  description:
    'sign-in to the drawn month of the change calendar with 2000 changes over the same page with none',
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) => prepare(options),
};
