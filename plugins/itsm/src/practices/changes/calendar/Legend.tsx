import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CHANGE_TYPES } from '@callboard/plugin-itsm-common';
import type { ReactNode } from 'react';
import styles from './Calendar.module.css';
import { AROUND_ICONS, LOOKS, SIGNS, TYPE_ICONS } from './looks';
import type { Icon } from './looks';
import looks from './Looks.module.css';
import { changeCalendarTranslationRef } from './translation';

function Entry(props: {
  className?: string;
  icon?: Icon;
  children: ReactNode;
}) {
  const { className, icon: Shape, children } = props;
  return (
    <li className={styles.entry}>
      <span
        className={className ? `${styles.swatch} ${className}` : styles.sign}
        aria-hidden
      >
        {Shape && <Shape />}
      </span>
      {children}
    </li>
  );
}

/** Says what shapes and grounds mean. */
export function Legend() {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('legend.label')}>
      {LOOKS.filter(look => look !== 'off').map(look => (
        <Entry key={look} className={`${looks.ground} ${looks[look]}`}>
          {t(`look.${look}`)}
        </Entry>
      ))}
      {CHANGE_TYPES.map(({ value, label }) => (
        <Entry key={value} icon={TYPE_ICONS[value]}>
          {label}
        </Entry>
      ))}
      {(['conflicts', 'restricted'] as const).map(sign => (
        <Entry key={sign} icon={SIGNS[sign]}>
          {t(`legend.${sign}`)}
        </Entry>
      ))}
      {(['freeze', 'maintenance', 'cab'] as const).map(kind => (
        <Entry
          key={kind}
          className={`${looks.ground} ${looks[kind]} ${
            kind === 'freeze' ? styles.hatched : ''
          }`}
          icon={AROUND_ICONS[kind]}
        >
          {t(`kind.${kind}`)}
        </Entry>
      ))}
    </ul>
  );
}
