import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import { errorSentence } from '@callboard/plugin-itsm-react';
import { RiMoreLine } from '@remixicon/react';
import { useState } from 'react';
import { JoinDialog } from './JoinDialog';
import type { Joining } from './JoinDialog';
import { MajorDialog } from './MajorDialog';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

/** What is done to an incident now and then: joining it with others, and the major incident. */
export function MoreMenu(props: { incident: Incident; page: IncidentOnPage }) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const toast = useApi(toastApiRef);
  const [asking, setAsking] = useState<Joining | 'major'>();
  const worker = incident.viewer.standing.includes('worker');
  if (!worker || !incident.viewer.canUpdate) return null;
  const active = ACTIVE_CATEGORIES.includes(incident.statusCategory);
  const end = async () => {
    try {
      await page.endMajor(incident.version);
      toast.post({
        title: t('major.ended', { number: incident.number }),
        status: 'success',
      });
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
    }
  };
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          variant="secondary"
          icon={<RiMoreLine />}
          aria-label={t('more.label')}
        />
        <Menu aria-label={t('more.label')}>
          <MenuItem onAction={() => setAsking('duplicate')}>
            {t('more.duplicate')}
          </MenuItem>
          <MenuItem onAction={() => setAsking('merge')}>
            {t('more.merge')}
          </MenuItem>
          <MenuItem onAction={() => setAsking('child')}>
            {t('more.child')}
          </MenuItem>
          {(active || incident.major) && <MenuSeparator />}
          {active && (
            <MenuItem onAction={() => setAsking('major')}>
              {incident.major ? t('more.updateMajor') : t('more.declareMajor')}
            </MenuItem>
          )}
          {incident.major && (
            <MenuItem onAction={end}>{t('more.endMajor')}</MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {asking === 'major' && (
        <MajorDialog
          incident={incident}
          page={page}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking && asking !== 'major' && (
        <JoinDialog
          joining={asking}
          incident={incident}
          page={page}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
