import { ButtonIcon } from '@backstage/ui';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { RiKeyboardLine } from '@remixicon/react';
import type { AnyRoute } from '../../api/useItsmQuery';
import { ExportButton } from '../export/ExportButton';
import { ColumnsButton } from './ColumnsButton';
import type { ColumnChoice } from './types';

/** What is done with a list as a whole: it is exported, its columns are chosen, its keys explained. */
export function ListTools(props: {
  /** Of the list, e.g. `incident`: under it columns are chosen. */
  type: string;
  list: {
    columns: readonly string[];
    setColumns: (columns: readonly string[] | undefined) => void;
  };
  exported: {
    route: AnyRoute;
    question: QueryValues;
    columns: readonly string[];
  };
  isInRows: (key: string) => boolean;
  /** What there is to choose from, of lists that are not of records. */
  choices?: readonly ColumnChoice[];
  /** There are columns, and a keyboard. */
  isDesk: boolean;
  keysLabel: string;
  onKeys: () => void;
}) {
  const { type, list, exported, isInRows, choices, isDesk } = props;
  return (
    <>
      <ExportButton {...exported} />
      {isDesk && (
        <>
          <ColumnsButton
            type={type}
            columns={list.columns}
            isInRows={isInRows}
            choices={choices}
            onApply={list.setColumns}
          />
          <ButtonIcon
            variant="tertiary"
            icon={<RiKeyboardLine />}
            aria-label={props.keysLabel}
            onPress={props.onKeys}
          />
        </>
      )}
    </>
  );
}
