import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Checkbox } from '@backstage/ui';
import { OPERATIONAL_STATES } from '@callboard/plugin-itsm-common';
import { useUrlValues } from '@callboard/plugin-itsm-react';
import { RiCloseLine } from '@remixicon/react';
import type { Answer } from './answer';
import styles from './AnswerPage.module.css';
import type { ImpactAddress } from './impactAddress';
import { impactTranslationRef } from './translation';

/** What an answer takes into account: what is down or being changed, and what is assumed down. */
export function Assumptions(props: {
  answer: Answer;
  address: ImpactAddress;
  titleOf: (ref: string) => string;
}) {
  const { answer, address, titleOf } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const url = useUrlValues();
  const { down } = address;
  const known = answer.already.filter(ref => !down.includes(ref));
  return (
    <>
      <div
        className={styles.assumptions}
        role="group"
        aria-label={t('assume.label')}
      >
        <span className={styles.label}>{t('assume.label')}</span>
        {OPERATIONAL_STATES.map(state => (
          <Checkbox
            key={state}
            isSelected={address.with.includes(state)}
            onChange={on =>
              url.set({
                with: OPERATIONAL_STATES.filter(s =>
                  s === state ? on : address.with.includes(s),
                ),
              })
            }
          >
            {t(`assume.${state}`)}
          </Checkbox>
        ))}
      </div>
      {(down.length > 0 || known.length > 0) && (
        <div className={styles.assumptions}>
          <span className={styles.label}>{t('answer.already')}</span>
          <ul className={styles.chips}>
            {down.map(ref => (
              <li key={ref}>
                {titleOf(ref)}
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  icon={<RiCloseLine />}
                  aria-label={t('assume.remove', { name: titleOf(ref) })}
                  onPress={() => url.set({ down: down.filter(r => r !== ref) })}
                />
              </li>
            ))}
            {known.map(ref => (
              <li key={ref} data-fixed="">
                {titleOf(ref)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
