import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiSettings3Line } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import type { ColumnChoice } from './types';

const ColumnsDialog = lazy(async () => ({
  default: (await import('./ColumnsDialog')).ColumnsDialog,
}));

/** Opens the choice of a list's columns. */
export function ColumnsButton(props: {
  type: string;
  columns: readonly string[];
  isInRows: (key: string) => boolean;
  /** What there is to choose from, of lists that are not of records. */
  choices?: readonly ColumnChoice[];
  onApply: (columns: readonly string[] | undefined) => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ButtonIcon
        variant="tertiary"
        icon={<RiSettings3Line />}
        aria-label={t('columns.action')}
        onPress={() => setOpen(true)}
      />
      {isOpen && (
        <Suspense fallback={null}>
          <ColumnsDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
