import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import {
  DEFAULT_PROMOTE_AFTER,
  standardChangeRoutes,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import type { DefinitionPartProps } from '@callboard/plugin-itsm-react';
import { fileChangeRouteRef } from '../routes';
import styles from './Standard.module.css';
import { StatePill, useStandingWords } from './StatePill';
import { SuccessRecord } from './SuccessRecord';
import { standardTranslationRef } from './translation';

/** How far the standard change that is being written is trusted, in the editor of definitions. */
export function StandardPart(props: DefinitionPartProps) {
  const { definitionKey: key, touched } = props;
  const { t } = useTranslationRef(standardTranslationRef);
  const wordsOf = useStandingWords();
  const file = useRouteRef(fileChangeRouteRef)?.();
  const { data } = useItsmQuery(standardChangeRoutes.get, {
    params: { key },
    enabled: key !== '',
  });
  return (
    <section className={styles.part} aria-label={t('part.title')}>
      <h3>{t('part.title')}</h3>
      {!data && (
        <Text as="p" color="secondary">
          {t('part.new', { runs: String(DEFAULT_PROMOTE_AFTER) })}
        </Text>
      )}
      {data && (
        <>
          <div className={styles.head}>
            <StatePill standing={data} />
            <Text as="p">
              {data.demotion?.words} {wordsOf(data)}
            </Text>
            {file && data.mayFile && (
              <ButtonLink
                size="small"
                variant="tertiary"
                href={`${file}?${new URLSearchParams({ template: key })}`}
              >
                {t('part.file')}
              </ButtonLink>
            )}
          </div>
          <SuccessRecord standard={data} />
          {touched && (
            <Text as="p" color="secondary">
              {t('part.rewritten')}
            </Text>
          )}
        </>
      )}
    </section>
  );
}
