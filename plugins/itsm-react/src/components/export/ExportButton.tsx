import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { RiDownload2Line } from '@remixicon/react';
import type { AnyRoute } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { useExport } from './useExport';

/** Keeps what a list shows as a CSV file: its filters and its columns, under the viewer's rights. */
export function ExportButton(props: {
  route: AnyRoute;
  /** What the list asks for, without sorting and paging. */
  question: QueryValues;
  columns: readonly string[];
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { run, isRunning } = useExport(props);
  return (
    <ButtonIcon
      variant="tertiary"
      icon={<RiDownload2Line />}
      aria-label={t('export.title')}
      isPending={isRunning}
      onPress={run}
    />
  );
}
