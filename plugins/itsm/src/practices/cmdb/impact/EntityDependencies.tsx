import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  entityTitle,
  PageBody,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { AnswerPage } from './AnswerPage';
import { PARTS, questionSearch, readImpactAddress } from './impactAddress';
import type { Part } from './impactAddress';
import { impactTranslationRef } from './translation';

const Relations = lazy(async () => ({
  default: (await import('../relations/Relations')).Relations,
}));

/** What an entity has to do with others, as a tab of its page: three questions, and its relations. */
export function EntityDependencies() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(impactTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const address = readImpactAddress(useUrlValues());
  const { part } = address;
  return (
    <PageBody title={t('title')} embedded>
      <ViewTabs
        label={t('questions.label')}
        current={part}
        views={PARTS.map(id => ({ id, label: t(`questions.${id}`) }))}
        hrefOf={({ id }) => questionSearch(address, id as Part)}
      />
      {part === 'relations' ? (
        <Suspense fallback={null}>
          <Relations entity={entity} />
        </Suspense>
      ) : (
        <AnswerPage
          // Another question is another page: nothing of the last one stays open.
          key={`${ref} ${part}`}
          entityRef={ref}
          name={entityTitle(entity)}
          question={part}
          address={address}
        />
      )}
    </PageBody>
  );
}
