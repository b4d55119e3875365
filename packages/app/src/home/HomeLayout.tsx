import type { AppNode } from '@backstage/frontend-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { Greeting } from './Greeting';
import styles from './HomeLayout.module.css';
import { PortalSearch } from './PortalSearch';
import { QuickActions } from './QuickActions';

/** Widgets that help to find the way back; everything else is work and stands first. */
const ASIDE = ['HomePageStarredEntities', 'CallboardRecentlyVisited'];

/** What does not work is news to everybody; nothing is there while everything works. */
const STRIP = 'ItsmDisruptions';

/** What waits for me comes before everything else. */
const rank = (node: AppNode) =>
  node.spec.plugin.pluginId.startsWith('itsm') ? 0 : 1;

/**
 * The home page: what does not work, what waits for me, and ways to begin. Whatever widgets the
 * plugins bring appear by themselves, work in the wide column.
 */
export function HomeLayout({ widgets }: HomePageLayoutProps) {
  const isAside = (name?: string) => ASIDE.includes(name ?? '');
  const work = widgets
    .filter(widget => !isAside(widget.name) && widget.name !== STRIP)
    .sort((a, b) => rank(a.node) - rank(b.node));
  const aside = ASIDE.flatMap(name =>
    widgets.filter(widget => widget.name === name),
  );
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <Greeting />
        <QuickActions />
      </header>
      {widgets.find(widget => widget.name === STRIP)?.component}
      <PortalSearch />
      <div className={work.length > 0 ? styles.columns : styles.even}>
        {work.length > 0 && (
          <div className={styles.column}>
            {work.map(widget => (
              <div key={widget.node.spec.id}>{widget.component}</div>
            ))}
          </div>
        )}
        {aside.length > 0 && (
          <div className={styles.column}>
            {aside.map(widget => (
              <div key={widget.node.spec.id}>{widget.component}</div>
            ))}
          </div>
        )}
      </div>
    </main>
  );
}
