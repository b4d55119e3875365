import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime } from '@callboard/plugin-itsm-react';
import {
  RiErrorWarningLine,
  RiPencilLine,
  RiScales3Line,
  RiSubtractLine,
} from '@remixicon/react';
import { useId, useState } from 'react';
import type { AttributeView } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import styles from './Attributes.module.css';
import { Said } from './Said';
import { ciAttributesTranslationRef } from './translation';

/** One attribute for reading: its value, who says so since when, and whether others disagree. */
export function AttributeRow(props: {
  item: CiAttributes;
  label: string;
  attribute: AttributeView | undefined;
  said: CiAttributes['values'][number] | undefined;
  /** Set if nobody says anything though somebody should. */
  missing?: 'required' | 'recommended';
  /** Begins editing; absent if the reader may not. */
  onEdit?: () => void;
  nameOf: (source: string) => string;
}) {
  const { item, label, attribute, said, missing, onEdit, nameOf } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!said) {
    return (
      <div className={styles.row}>
        <dt title={attribute?.description}>{label}</dt>
        <dd className={styles.value}>
          {missing && (
            <Pill
              tone={missing === 'required' ? 'danger' : 'neutral'}
              icon={
                missing === 'required' ? (
                  <RiErrorWarningLine aria-hidden />
                ) : (
                  <RiSubtractLine aria-hidden />
                )
              }
            >
              {t(`missing.${missing}`)}
            </Pill>
          )}
          {onEdit && (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('addOf', { label })}
              onPress={onEdit}
            >
              {t('add')}
            </Button>
          )}
        </dd>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      <dt title={attribute?.description}>{label}</dt>
      <dd>
        <div className={styles.value}>
          <span className={styles.words}>
            <CiValue
              name={said.key}
              attribute={attribute}
              value={said.value}
              refs={item.refs}
            />
          </span>
          {onEdit && (
            <span className={styles.pencil}>
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiPencilLine />}
                aria-label={t('edit', { label })}
                onPress={onEdit}
              />
            </span>
          )}
        </div>
        <div className={styles.quiet}>
          {nameOf(said.source)}
          {', '}
          <RelativeTime instant={said.since} />
        </div>
        {said.others.length > 0 && (
          <button
            type="button"
            className={styles.disagree}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <RiScales3Line aria-hidden />
            {t('disagree', { count: said.others.length } as never)}
          </button>
        )}
        {open && (
          <Said
            id={id}
            said={said}
            attribute={attribute}
            label={label}
            refs={item.refs}
            sources={item.sources}
            nameOf={nameOf}
          />
        )}
      </dd>
    </div>
  );
}
