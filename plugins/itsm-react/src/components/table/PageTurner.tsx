import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './RecordTable.module.css';

/** Sizes of a page that a list offers. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** Turns keyset pages: there is a next and a previous one, and no number to count to. */
export function PageTurner(props: {
  pageInfo: { nextCursor?: string; prevCursor?: string };
  pageSize: number;
  onPageSize: (size: number) => void;
  onCursor: (cursor: string) => void;
}) {
  const { pageInfo, pageSize, onPageSize, onCursor } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <nav className={styles.pages} aria-label={t('pages.label')}>
      <Select
        className={styles.size}
        aria-label={t('pages.size')}
        options={PAGE_SIZES.map(size => ({
          id: String(size),
          label: t('pages.sizeOption', { size: String(size) }),
        }))}
        value={String(pageSize)}
        onChange={key => onPageSize(Number(key))}
      />
      <span className={styles.turn}>
        <Button
          variant="secondary"
          iconStart={<RiArrowLeftSLine />}
          isDisabled={!pageInfo.prevCursor}
          onPress={() => onCursor(pageInfo.prevCursor!)}
        >
          {t('pages.previous')}
        </Button>
        <Button
          variant="secondary"
          iconEnd={<RiArrowRightSLine />}
          isDisabled={!pageInfo.nextCursor}
          onPress={() => onCursor(pageInfo.nextCursor!)}
        >
          {t('pages.next')}
        </Button>
      </span>
    </nav>
  );
}
