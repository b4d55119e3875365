import {
  appTreeApiRef,
  coreExtensionData,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  RiAlarmWarningLine,
  RiBookOpenLine,
  RiServiceLine,
} from '@remixicon/react';
import { subPagesOf } from '../nav/navEntries';
import { appTranslationRef } from '../translation';
import styles from './QuickActions.module.css';

/** What people come to the portal for most often. */
export function QuickActions() {
  const { t } = useTranslationRef(appTranslationRef);
  const incidents = useIncidentsHref();
  return (
    <nav className={styles.actions} aria-label={t('home.actions')}>
      {incidents && (
        <ButtonLink
          href={`${incidents}/file`}
          iconStart={<RiAlarmWarningLine />}
        >
          {t('home.fileIncident')}
        </ButtonLink>
      )}
      <ButtonLink
        href="/catalog"
        variant="secondary"
        iconStart={<RiServiceLine />}
      >
        {t('home.browse')}
      </ButtonLink>
      <ButtonLink
        href="/docs"
        variant="secondary"
        iconStart={<RiBookOpenLine />}
      >
        {t('home.docs')}
      </ButtonLink>
    </nav>
  );
}

/** Where the incidents are, or undefined where that practice is switched off. */
function useIncidentsHref(): string | undefined {
  const page = useApi(appTreeApiRef).getTree().tree.nodes.get('page:itsm');
  const base = page?.instance?.getData(coreExtensionData.routePath);
  if (!page || !base) return undefined;
  const incidents = subPagesOf(page).find(tab => tab.path === 'incidents');
  return incidents && `${base}/${incidents.path}`;
}
