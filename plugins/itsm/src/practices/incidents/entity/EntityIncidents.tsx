import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ListKeysHelp,
  PageBody,
  useListKeys,
} from '@callboard/plugin-itsm-react';
import { useRef, useState } from 'react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { IncidentFilters } from '../list/IncidentFilters';
import { IncidentTable } from '../list/IncidentTable';
import { incidentListTranslationRef } from '../list/translation';
import { useIncidentList } from '../list/useIncidentList';

/** The incidents of an entity, as a tab of its page. */
export function EntityIncidents() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(incidentListTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const list = useIncidentList(ref);
  const [help, setHelp] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  useListKeys(container, { onHelp: () => setHelp(true) });
  return (
    <div ref={container}>
      <PageBody
        title={t('title')}
        embedded
        actions={<FileIncidentButton service={ref} />}
      >
        <IncidentFilters list={list} withoutService />
        <IncidentTable list={list} service={ref} />
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} />
    </div>
  );
}
