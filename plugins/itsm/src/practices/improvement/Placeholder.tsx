import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Message, PageBody } from '@callboard/plugin-itsm-react';
import { improvementTranslationRef } from './translation';

/** A page that has nothing to say yet. */
export function Placeholder(props: { title: string }) {
  const { t } = useTranslationRef(improvementTranslationRef);
  return (
    <PageBody title={props.title}>
      <Message title={t('soon')} />
    </PageBody>
  );
}
