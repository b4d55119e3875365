import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageSections, useFirstBelow } from '@callboard/plugin-itsm-react';
import { Outlet } from 'react-router-dom';
import { changesRouteRef } from './routes';
import { changesTranslationRef } from './translation';

/** The pages that stand beside each other, in their order. */
const SECTIONS = [
  'home',
  'all',
  'calendar',
  'cab',
  'windows',
  'standard',
] as const;

/** The overview, the list, the calendar and whatever else stands beside them, with the ways to them above. */
export function ChangesShell() {
  const { t } = useTranslationRef(changesTranslationRef);
  const base = useRouteRef(changesRouteRef)?.() ?? '';
  const first = useFirstBelow(base);
  return (
    <>
      <PageSections
        label={t('nav.label')}
        base={base}
        sections={SECTIONS}
        current={SECTIONS.find(section => section === first) ?? 'home'}
        labelOf={id => t(`nav.${id}`)}
      />
      <Outlet />
    </>
  );
}
