import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { nameOf } from '@callboard/plugin-itsm-common';
import { entityTitle, useCatalogEntity } from '@callboard/plugin-itsm-react';
import { incidentFormTranslationRef } from './translation';
import { useFormWords } from './useFormWords';

/** Says who will get the incident, before it is filed: ownership is the routing. */
export function OwnerNote(props: { service: string | undefined }) {
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { plain, say } = useFormWords();
  const service = useCatalogEntity(props.service).data;
  const owner = service?.relations?.find(
    r => r.type === RELATION_OWNED_BY,
  )?.targetRef;
  const group = useCatalogEntity(owner).data;
  if (!service) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {owner
        ? t(plain ? 'plain.goesTo' : 'goesTo', {
            owner: group ? entityTitle(group) : nameOf(owner),
          })
        : say('noOwner')}
    </Text>
  );
}
