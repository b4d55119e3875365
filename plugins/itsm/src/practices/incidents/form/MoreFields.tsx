import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
} from '@backstage/ui';
import { problemProps, ServicePicker } from '@callboard/plugin-itsm-react';
import { incidentField } from '../fields';
import { CategoryFields } from './CategoryFields';
import { CustomFields, useCustomFields } from './CustomFields';
import type { IncidentDraft } from './draft';
import { incidentFormTranslationRef } from './translation';

/** What most incidents are filed without. */
export function MoreFields(props: {
  draft: IncidentDraft;
  problems: Partial<Record<keyof IncidentDraft, string>>;
  onChange: (changes: Partial<IncidentDraft>) => void;
}) {
  const { draft, problems, onChange } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const optional = useCustomFields(false);
  const filled = Boolean(draft.ciRef || draft.category);
  return (
    <Accordion defaultExpanded={filled}>
      <AccordionTrigger title={t('more')} />
      <AccordionPanel>
        <Flex direction="column" gap="4">
          <ServicePicker
            label={incidentField('ciRef').label}
            value={draft.ciRef}
            onChange={ciRef => onChange({ ciRef })}
            {...problemProps(problems.ciRef)}
          />
          <CategoryFields {...props} />
          <CustomFields
            fields={optional}
            values={draft.custom}
            problems={{}}
            onChange={custom => onChange({ custom })}
          />
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}
