import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Link, Skeleton, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { RecordLink } from '@callboard/plugin-itsm-common';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';
import { useRecordHref } from '../../hooks/useRecordHref';
import { itsmReactTranslationRef } from '../../translation';
import { FailureMessage } from '../states/FailureMessage';
import { RefusalAlert } from '../states/RefusalAlert';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { AddLinkForm } from './AddLinkForm';
import { RecordSection } from './RecordLayout';
import styles from './RecordLinks.module.css';

/** The other end of a link: a record's number with its title, or an entity. */
function LinkTarget(props: { link: RecordLink; refs: Refs | undefined }) {
  const { link, refs } = props;
  const hrefOf = useRecordHref();
  if (!link.record) return <RefLabel entityRef={link.entityRef} refs={refs} />;
  const { number, title } = link.record;
  const href = hrefOf(link.record);
  return (
    <>
      {href ? <Link href={href}>{number}</Link> : number} {title}
    </>
  );
}

/** The links of a record, to be added to and removed by those who work on it. */
export function RecordLinks(props: {
  number: string;
  canEdit: boolean;
  refs: Refs | undefined;
}) {
  const { number, canEdit, refs } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [adding, setAdding] = useState(false);
  const links = useItsmQuery(kernelRoutes.listLinks, {
    params: { id: number },
    live: true,
  });
  const remove = useItsmMutation(kernelRoutes.removeLink);
  const items = links.data?.items;
  return (
    <RecordSection
      title={t('links.title')}
      actions={
        canEdit &&
        !adding && (
          <ButtonIcon
            variant="tertiary"
            icon={<RiAddLine />}
            aria-label={t('links.add')}
            onPress={() => setAdding(true)}
          />
        )
      }
    >
      {links.isPending && <Skeleton height={24} />}
      {links.error && !items && (
        <FailureMessage
          small
          error={links.error}
          onRetry={() => links.refetch()}
        />
      )}
      {items?.length === 0 && !adding && (
        <Text as="p" color="secondary">
          {t('links.empty')}
        </Text>
      )}
      <ul className={styles.list}>
        {items?.map(link => (
          <li key={link.id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.kind}>{link.label}</span>{' '}
              <LinkTarget link={link} refs={refs} />
            </span>
            {/* A link is removed where it starts; its other end only shows it. */}
            {canEdit && link.direction === 'out' && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiDeleteBinLine />}
                aria-label={t('links.remove', {
                  target: link.record?.number ?? link.entityRef ?? '',
                })}
                isPending={
                  remove.isPending &&
                  remove.variables?.params?.linkId === link.id
                }
                onPress={() =>
                  remove.mutate({ params: { id: number, linkId: link.id } })
                }
              />
            )}
          </li>
        ))}
      </ul>
      <RefusalAlert error={remove.error} />
      {adding && (
        <AddLinkForm number={number} onDone={() => setAdding(false)} />
      )}
    </RecordSection>
  );
}
