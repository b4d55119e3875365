import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  SearchField,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { useState } from 'react';
import { useColumnsOf } from '../../api/recordColumns';
import { useFields } from '../../api/useFields';
import { itsmReactTranslationRef } from '../../translation';
import { FailureMessage } from '../states/FailureMessage';
import { moved, toggled } from './columnOrder';
import styles from './ColumnsDialog.module.css';
import { useHiddenColumns } from './hiddenColumns';
import type { ColumnChoice } from './types';

/**
 * Chooses the columns of a list and their order, with the mouse or with the keyboard alone.
 */
export function ColumnsDialog(props: {
  type: string;
  columns: readonly string[];
  /** The fields that rows of the list have a value for, beside custom ones. */
  isInRows: (key: string) => boolean;
  /** What there is to choose from, instead of the fields of the type. */
  choices?: readonly ColumnChoice[];
  onApply: (columns: readonly string[] | undefined) => void;
  onClose: () => void;
}) {
  const { type, isInRows, choices, onApply, onClose } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { fields, error, retry } = useFields(type, !choices);
  const [columns, setColumns] = useState(props.columns);
  // What other practices added stands where they say; it is there, or it is not.
  const ofOthers = useColumnsOf(type);
  const added = choices ? [] : ofOthers;
  const [hidden, hide] = useHiddenColumns(type);
  const [off, setOff] = useState(hidden);
  const turn = (id: string) => {
    const next = new Set(off);
    if (!next.delete(id)) next.add(id);
    setOff(next);
  };
  const [term, setTerm] = useState('');
  const [said, setSaid] = useState('');
  const known = choices ?? fields;
  const offered: readonly ColumnChoice[] =
    choices ??
    (fields ?? []).filter(
      field => !field.multiple && (field.custom || isInRows(field.key)),
    );
  const labelOf = (key: string) =>
    offered.find(field => field.key === key)?.label ?? key;
  const wanted = term.trim().toLocaleLowerCase();
  const others = offered.filter(
    field =>
      !columns.includes(field.key) &&
      field.label.toLocaleLowerCase().includes(wanted),
  );
  const otherAdded = added.filter(
    ({ id, title }) =>
      off.has(id) && title.toLocaleLowerCase().includes(wanted),
  );
  const move = (key: string, by: 1 | -1) => {
    const next = moved(columns, key, by);
    setColumns(next);
    const place = String(next.indexOf(key) + 1);
    setSaid(t('columns.moved', { column: labelOf(key), place }));
  };
  const close = (next?: { columns: readonly string[] | undefined }) => {
    if (next) {
      hide(next.columns ? off : []);
      onApply(next.columns);
    }
    onClose();
  };
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={open => !open && onClose()}
      width={440}
    >
      <DialogHeader>{t('columns.title')}</DialogHeader>
      <DialogBody>
        <Text as="p" variant="body-small" color="secondary">
          {t('columns.hint')}
        </Text>
        <VisuallyHidden role="status">{said}</VisuallyHidden>
        {Boolean(error) && !known && (
          <FailureMessage small error={error} onRetry={retry} />
        )}
        {!known && !error && <Skeleton height={240} />}
        {known && (
          <>
            <h3 className={styles.heading}>{t('columns.shown')}</h3>
            <ul className={styles.list}>
              {columns.map((key, index) => (
                <li key={key} className={styles.row}>
                  <span className={styles.name}>
                    <Checkbox
                      isSelected
                      isDisabled={columns.length === 1}
                      onChange={() => setColumns(toggled(columns, key))}
                    >
                      {labelOf(key)}
                    </Checkbox>
                  </span>
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiArrowUpLine />}
                    isDisabled={index === 0}
                    aria-label={t('columns.up', { column: labelOf(key) })}
                    onPress={() => move(key, -1)}
                  />
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiArrowDownLine />}
                    isDisabled={index === columns.length - 1}
                    aria-label={t('columns.down', { column: labelOf(key) })}
                    onPress={() => move(key, 1)}
                  />
                </li>
              ))}
              {added
                .filter(({ id }) => !off.has(id))
                .map(({ id, title }) => (
                  <li key={id} className={styles.row}>
                    <Checkbox isSelected onChange={() => turn(id)}>
                      {title}
                    </Checkbox>
                  </li>
                ))}
            </ul>
            <h3 className={styles.heading}>{t('columns.others')}</h3>
            <SearchField
              aria-label={t('columns.find')}
              placeholder={t('columns.find')}
              value={term}
              onChange={setTerm}
            />
            {others.length + otherAdded.length === 0 && (
              <Text color="secondary">{t('columns.none')}</Text>
            )}
            <ul className={`${styles.list} ${styles.others}`}>
              {otherAdded.map(({ id, title }) => (
                <li key={id} className={styles.row}>
                  <Checkbox isSelected={false} onChange={() => turn(id)}>
                    {title}
                  </Checkbox>
                </li>
              ))}
              {others.map(field => (
                <li key={field.key} className={styles.row}>
                  <Checkbox
                    isSelected={false}
                    onChange={() => setColumns(toggled(columns, field.key))}
                  >
                    {field.label}
                  </Checkbox>
                </li>
              ))}
            </ul>
          </>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={() => close({ columns })}>
          {t('columns.apply')}
        </Button>
        <Button
          variant="secondary"
          onPress={() => close({ columns: undefined })}
        >
          {t('columns.reset')}
        </Button>
        <Button variant="tertiary" onPress={onClose}>
          {t('columns.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
