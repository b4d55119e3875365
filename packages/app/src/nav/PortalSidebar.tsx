import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
  useSidebarPinState,
} from '@backstage/core-components';
import {
  configApiRef,
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { useUserProfile } from '@backstage/plugin-user-settings';
import {
  RiHome5Line,
  RiMenuLine,
  RiSearchLine,
  RiUserSharedLine,
} from '@remixicon/react';
import { lazy, Suspense } from 'react';
import type { ReactElement } from 'react';
import { Initials } from '../brand/Initials';
import { appTranslationRef } from '../translation';
import { groupPages, NavEntry } from './navEntries';
import { SidebarHeading } from './SidebarHeading';
import { SidebarLogo } from './SidebarLogo';

const WaitingApprovals = lazy(async () => ({
  default: (await import('./WaitingApprovals')).WaitingApprovals,
}));

/** What stands behind a line, by the id of its page. */
const COUNTS: ReadonlyMap<string, ReactElement> = new Map([
  ['sub-page:itsm-approvals/approvals', <WaitingApprovals />],
]);

function SidebarLine(props: { entry: NavEntry }) {
  const { id, href, title, icon } = props.entry;
  const { t } = useTranslationRef(appTranslationRef);
  // The plugin's own title is too long for the sidebar.
  const text = id === 'page:catalog-graph' ? t('nav.graph') : title;
  const count = COUNTS.get(id);
  return (
    <SidebarItem icon={() => icon} to={href} text={text}>
      {count && <Suspense fallback={null}>{count}</Suspense>}
    </SidebarItem>
  );
}

/** The sidebar, grouped by what people do. On a phone it is a bar at the bottom. */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const { isMobile } = useSidebarPinState();
  const groups = groupPages(navItems.rest());
  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup
        label={t('nav.search')}
        icon={<RiSearchLine />}
        to="/search"
      >
        <SidebarSearchModal icon={() => <RiSearchLine />} />
      </SidebarGroup>
      <SidebarGroup label={t('nav.home')} icon={<RiHome5Line />} to="/">
        <SidebarItem icon={() => <RiHome5Line />} to="/" text={t('nav.home')} />
      </SidebarGroup>
      <SidebarGroup label={t('nav.menu')} icon={<RiMenuLine />}>
        <SidebarScrollWrapper>
          {groups.map(group => (
            <section key={group.id} aria-label={t(`nav.${group.id}`)}>
              <SidebarHeading>{t(`nav.${group.id}`)}</SidebarHeading>
              {group.entries.map(entry => (
                <SidebarLine key={entry.id} entry={entry} />
              ))}
            </section>
          ))}
          {/* The bar of a phone has no room for one more. */}
          {isMobile && (
            <>
              <SidebarDivider />
              <NotificationsSidebarItem />
            </>
          )}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      {!isMobile && <NotificationsSidebarItem />}
      <SidebarGroup label={t('nav.settings')} icon={<Me />} to="/settings">
        <Settings />
        <SwitchPersona />
      </SidebarGroup>
    </Sidebar>
  );
}

function Me() {
  const { displayName } = useUserProfile();
  return <Initials name={displayName} size={24} />;
}

/** Who is signed in; leads to their settings. */
function Settings() {
  const { t } = useTranslationRef(appTranslationRef);
  const { displayName, loading } = useUserProfile();
  return (
    <SidebarItem
      icon={Me}
      to="/settings"
      text={loading ? t('nav.settings') : displayName}
    />
  );
}

/** Back to the choice of people, where there is one. */
function SwitchPersona() {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const identity = useApi(identityApiRef);
  if (config.getOptionalString('app.signIn') !== 'personas') return null;
  return (
    <SidebarItem
      icon={() => <RiUserSharedLine />}
      text={t('nav.persona')}
      onClick={() => identity.signOut()}
    />
  );
}
