import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Message, PageBody } from '@callboard/plugin-itsm-react';
import { rootRouteRef } from './routes';
import { itsmTranslationRef } from './translation';

/** Stands where no page is, or none that the reader may see: which of the two is not said. */
export function NoSuchPage() {
  const { t } = useTranslationRef(itsmTranslationRef);
  const home = useRouteRef(rootRouteRef)?.();
  return (
    <PageBody title={t('noPage.title')} narrow>
      <Message
        title={t('noPage.what')}
        role="alert"
        actions={
          home && (
            <ButtonLink variant="secondary" href={home}>
              {t('noPage.back')}
            </ButtonLink>
          )
        }
      >
        {t('noPage.next')}
      </Message>
    </PageBody>
  );
}
