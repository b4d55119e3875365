import type { Change } from '@callboard/plugin-itsm-common';
import {
  EditableProperty,
  FieldValueText,
  Property,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { changeField } from '../fields';
import type { ChangeOnPage } from './useChange';

/** One of a change's fields in the side column. */
export function ChangeProperty(props: {
  name: keyof Change & string;
  change: Change;
  page: ChangeOnPage;
  /** Only the server changes it. */
  readOnly?: boolean;
  /** What stands there while it has no value. */
  empty?: string;
  /** Beneath the value. */
  below?: ReactNode;
}) {
  const { name, change, page, readOnly, empty, below } = props;
  const field = changeField(name);
  const value = change[name] as FieldValue;
  const words =
    value === undefined && empty ? (
      empty
    ) : (
      <FieldValueText field={field} value={value} refs={change.refs} />
    );
  const { canEdit, standing } = change.viewer;
  const theirs = field.setBy?.some(by => standing.includes(by)) ?? true;
  if (readOnly || !canEdit || !theirs) {
    if (value === undefined && !empty) return null;
    return (
      <Property label={field.label}>
        {words}
        {below}
      </Property>
    );
  }
  return (
    <EditableProperty
      field={field}
      value={value}
      canEdit
      number={change.number}
      refs={change.refs}
      version={change.version}
      onSave={(next, version) => page.save({ [name]: next } as never, version)}
      onLoadLatest={page.loadLatest}
    >
      {words}
      {below}
    </EditableProperty>
  );
}
