import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  TextField,
} from '@backstage/ui';
import {
  problemProps,
  ServicePicker,
  UserPicker,
} from '@callboard/plugin-itsm-react';
import { incidentField } from '../fields';
import { incidentsTranslationRef } from '../translation';
import type { IncidentDraft } from './draft';

/** What most incidents are filed without. */
export function MoreFields(props: {
  draft: IncidentDraft;
  problems: Partial<Record<keyof IncidentDraft, string>>;
  onChange: (changes: Partial<IncidentDraft>) => void;
}) {
  const { draft, problems, onChange } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <Accordion>
      <AccordionTrigger title={t('file.more')} />
      <AccordionPanel>
        <Flex direction="column" gap="4">
          <UserPicker
            label={t('file.requestedFor')}
            description={t('file.requestedForHint')}
            value={draft.requestedForRef}
            onChange={requestedForRef => onChange({ requestedForRef })}
            {...problemProps(problems.requestedForRef)}
          />
          <ServicePicker
            label={incidentField('ciRef').label}
            value={draft.ciRef}
            onChange={ciRef => onChange({ ciRef })}
            {...problemProps(problems.ciRef)}
          />
          <TextField
            label={incidentField('category').label}
            value={draft.category}
            onChange={category => onChange({ category })}
            {...problemProps(problems.category)}
          />
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}
