import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { OfferedLevel } from '@callboard/plugin-itsm-common';
import styles from './Catalogue.module.css';
import { catalogueTranslationRef } from './translation';

function Level({ level }: { level: OfferedLevel }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { key, name, availability, promises } = level;
  if (name === undefined)
    return <p className={styles.lead}>{t('offering.levelGone', { key })}</p>;
  const rows = promises.flatMap(({ metric, label, goals }) =>
    goals.map((goal, i) => ({ id: `${metric}-${i}`, label, ...goal })),
  );
  return (
    <div className={styles.level}>
      <h3 className={styles.levelTitle}>{name}</h3>
      {availability && <p className={styles.lead}>{availability}</p>}
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{t('offering.metric')}</th>
            <th scope="col">{t('offering.when')}</th>
            <th scope="col">{t('offering.within')}</th>
            <th scope="col">{t('offering.calendar')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, when, within, calendar }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td data-label={t('offering.when')}>
                {when ?? t('offering.all')}
              </td>
              <td data-label={t('offering.within')}>{within}</td>
              <td data-label={t('offering.calendar')}>{calendar ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The service levels that an offering comes with: what its agreements promise. */
export function Levels({ levels }: { levels: readonly OfferedLevel[] }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  if (levels.length === 0)
    return <p className={styles.lead}>{t('offering.noLevels')}</p>;
  return (
    <>
      {levels.map(level => (
        <Level key={level.key} level={level} />
      ))}
    </>
  );
}
