import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SeatToDecide } from '@callboard/plugin-itsm-common';
import {
  FieldValueText,
  Markdown,
  Property,
  PropertyList,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { approvalsTranslationRef } from '../translation';

type Field = SeatToDecide['fields'][number];

/** The head of the page says these. */
const SAID = ['title', 'serviceRef'];

const isLong = ({ key, type, value }: Field) =>
  type === 'text' && key !== 'title' && value !== undefined;

/** What is asked to be approved: short values side by side, texts as parts of their own. */
export function AskedFields(props: {
  fields: SeatToDecide['fields'];
  refs: Refs | undefined;
}) {
  const { fields, refs } = props;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const short = fields.filter(
    field =>
      !isLong(field) &&
      field.type !== 'text' &&
      field.value !== undefined &&
      !SAID.includes(field.key),
  );
  return (
    <>
      {short.length > 0 && (
        <RecordSection title={t('decide.asked')}>
          <PropertyList label={t('decide.asked')}>
            {short.map(({ key, label, type, value, valueLabel }) => (
              <Property key={key} label={label}>
                {valueLabel ?? (
                  <FieldValueText type={type} value={value} refs={refs} />
                )}
              </Property>
            ))}
          </PropertyList>
        </RecordSection>
      )}
      {fields.filter(isLong).map(({ key, label, value }) => (
        <RecordSection key={key} title={label}>
          <Markdown>{String(value)}</Markdown>
        </RecordSection>
      ))}
    </>
  );
}
