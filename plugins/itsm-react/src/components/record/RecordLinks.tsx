import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Skeleton, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { RecordLink } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { FailureMessage } from '../states/FailureMessage';
import { RefusalAlert } from '../states/RefusalAlert';
import type { Refs } from '../text/RefLabel';
import { AddLinkForm } from './AddLinkForm';
import { groupLinks, openCount } from './linkGroups';
import { LinkRow } from './LinkRow';
import { RecordSection } from './RecordLayout';
import styles from './RecordLinks.module.css';
import { recordTranslationRef } from './translation';

/**
 * The links of a record: what it was joined with, what it is part of, its parts and duplicates
 * with how they stand, and all others. Those who work on it add and remove them.
 */
export function RecordLinks(props: {
  number: string;
  canEdit: boolean;
  refs: Refs | undefined;
  /** Kinds of links to entities that the page shows elsewhere. */
  elsewhere?: readonly RecordLink['kind'][];
}) {
  const { number, canEdit, refs, elsewhere = [] } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { t: words } = useTranslationRef(recordTranslationRef);
  const [adding, setAdding] = useState(false);
  const links = useItsmQuery(kernelRoutes.listLinks, {
    params: { id: number },
    live: true,
  });
  const remove = useItsmMutation(kernelRoutes.removeLink);
  const items = links.data?.items.filter(
    link => link.record || !elsewhere.includes(link.kind),
  );
  const groups = groupLinks(items ?? []);
  const plain = groups.length === 1 && groups[0].id === 'others';
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
      {groups.map(group => (
        <div key={group.id} className={styles.group}>
          {!plain && (
            <h3 className={styles.groupTitle}>
              {words(`links.${group.id}`)}
              {group.id === 'children' && (
                <span className={styles.kind}>
                  {' · '}
                  {words('links.open', {
                    number: String(openCount(group.links)),
                  })}
                </span>
              )}
            </h3>
          )}
          <ul className={styles.list}>
            {group.links.map(link => (
              <LinkRow
                key={link.id}
                link={link}
                refs={refs}
                saysKind={group.id === 'others'}
                isRemoving={
                  remove.isPending &&
                  remove.variables?.params?.linkId === link.id
                }
                // A link is removed where it starts; its other end only shows it. What joined two
                // records is history.
                onRemove={
                  canEdit &&
                  link.direction === 'out' &&
                  link.kind !== 'duplicate-of'
                    ? () =>
                        remove.mutate({
                          params: { id: number, linkId: link.id },
                        })
                    : undefined
                }
              />
            ))}
          </ul>
        </div>
      ))}
      <RefusalAlert error={remove.error} />
      {adding && (
        <AddLinkForm number={number} onDone={() => setAdding(false)} />
      )}
    </RecordSection>
  );
}
