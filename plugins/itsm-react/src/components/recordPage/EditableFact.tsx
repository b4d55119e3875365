import type { FieldDefinition, Viewer } from '@callboard/plugin-itsm-common';
import { EditableProperty } from '../fields/EditableProperty';
import type { FieldValue } from '../fields/FieldInput';
import { FieldValueText } from '../fields/FieldValueText';
import { Property } from '../fields/PropertyList';
import type { Refs } from '../text/RefLabel';

/** A record, as far as its facts are edited. */
interface Edited {
  number: string;
  version: number;
  viewer: Viewer;
  refs: Refs;
}

/** The ways to change a record that is on a page, see `useRecordOnPage`. */
export interface FactPage {
  save(patch: never, version: number): Promise<void>;
  loadLatest(): Promise<number | undefined>;
}

/** One of the facts beside a record, for whoever may change it in place. */
export function EditableFact(props: {
  name: string;
  fields: readonly FieldDefinition[];
  record: Edited;
  page: FactPage;
  /** What it is called here, if not as the field is. */
  label?: string;
  empty: string;
}) {
  const { name, fields, record, page, empty } = props;
  const { viewer, refs, version, number } = record;
  const known = fields.find(({ key }) => key === name)!;
  const field = props.label ? { ...known, label: props.label } : known;
  const value = (record as unknown as Record<string, FieldValue>)[name];
  const theirs = field.setBy?.some(by => viewer.standing.includes(by)) ?? true;
  const words =
    value === undefined ? (
      empty
    ) : (
      <FieldValueText field={field} value={value} refs={refs} />
    );
  if (!viewer.canEdit || !theirs)
    return <Property label={field.label}>{words}</Property>;
  return (
    <EditableProperty
      field={field}
      value={value}
      canEdit
      number={number}
      refs={refs}
      version={version}
      onSave={(next, base) => page.save({ [name]: next } as never, base)}
      onLoadLatest={page.loadLatest}
    >
      {words}
    </EditableProperty>
  );
}
