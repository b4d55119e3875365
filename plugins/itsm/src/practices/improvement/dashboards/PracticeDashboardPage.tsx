import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useParams } from 'react-router-dom';
import { useImprovementAddresses } from '../addresses';
import { usePracticeName } from '../kpis/practiceName';
import { DashboardPage } from './DashboardPage';
import { dashboardsTranslationRef } from './translation';

/** How a practice does. */
export function PracticeDashboardPage() {
  const { practice = '' } = useParams();
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const addresses = useImprovementAddresses();
  return (
    <DashboardPage
      subject={{ of: 'practice', practice }}
      name={usePracticeName()(practice)}
      actions={
        <RouterLink to={addresses.kpis({ practice })}>
          {t('library')}
        </RouterLink>
      }
    />
  );
}
