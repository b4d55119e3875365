import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Link } from '@backstage/ui';
import type { RecordLink } from '@callboard/plugin-itsm-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { recordTypesApiRef } from '../../api/recordTypes';
import { useRecordHref } from '../../hooks/useRecordHref';
import { itsmReactTranslationRef } from '../../translation';
import { StatusChip } from '../StatusChip';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import styles from './RecordLinks.module.css';

/** One link: a record with how it stands, or an entity. */
export function LinkRow(props: {
  link: RecordLink;
  refs: Refs | undefined;
  /** Whether the words of the link's kind stand before it. */
  saysKind: boolean;
  isRemoving: boolean;
  onRemove?: () => void;
}) {
  const { link, refs, saysKind, isRemoving, onRemove } = props;
  const { record } = link;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const types = useApiHolder().get(recordTypesApiRef);
  const hrefOf = useRecordHref();
  const href = record && hrefOf(record);
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        {saysKind && <span className={styles.kind}>{link.label} </span>}
        {record ? (
          <>
            {href ? <Link href={href}>{record.number}</Link> : record.number}{' '}
            {record.title}{' '}
            <StatusChip
              status={record.status}
              category={record.statusCategory}
              lifecycle={types?.get(record.type)?.lifecycle}
            />
          </>
        ) : (
          <RefLabel entityRef={link.entityRef} refs={refs} />
        )}
      </span>
      {onRemove && (
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiDeleteBinLine />}
          aria-label={t('links.remove', {
            target: record?.number ?? link.entityRef ?? '',
          })}
          isPending={isRemoving}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
