import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { Audience } from '@callboard/plugin-itsm-common';
import { RiGlobalLine, RiLockLine } from '@remixicon/react';
import styles from './Attachments.module.css';
import { fileSizeWords } from './fileWords';
import { attachmentTranslationRef } from './translation';

/** How to add files, and for whom. */
export function AttachmentsFoot(props: {
  /** The most bytes that a file may have. */
  most: number;
  isOver?: boolean;
  /** For whom they will be, where that can be chosen. */
  audience?: Audience;
  onChoose?: (audience: Audience) => void;
}) {
  const { most, isOver, audience, onChoose } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const size = { size: fileSizeWords(most) };
  return (
    <div className={styles.foot}>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.hint}
      >
        {isOver && t('dropHere')}
        {!isOver && (
          <>
            <span className={styles.forMouse}>{t('hint', size)}</span>
            <span className={styles.forTouch}>{t('hintTouch', size)}</span>
          </>
        )}
      </Text>
      {audience && (
        <ToggleButtonGroup
          aria-label={t('audience')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[audience]}
          onSelectionChange={keys => onChoose?.([...keys][0] as Audience)}
        >
          <ToggleButton id="internal" iconStart={<RiLockLine />}>
            {t('internal')}
          </ToggleButton>
          <ToggleButton id="requester" iconStart={<RiGlobalLine />}>
            {t('requester')}
          </ToggleButton>
        </ToggleButtonGroup>
      )}
    </div>
  );
}
