import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import type {
  DesignSectionKey,
  GateStatus,
} from '@callboard/plugin-itsm-common';
import styles from './Design.module.css';
import { GatePill } from './looks';
import { designTranslationRef } from './translation';

/** What stands between a service and its next states: each thing leads to where it is done. */
export function GateCards(props: {
  gates: readonly GateStatus[];
  onSection: (section: DesignSectionKey) => void;
}) {
  const { gates, onSection } = props;
  const { t } = useTranslationRef(designTranslationRef);
  // What comes first is read first; the other one is a step further.
  const next = gates.find(({ behind }) => !behind);
  return (
    <section className={styles.gates} aria-label={t('gate.label')}>
      {gates.map(gate => (
        <Box bg="neutral" className={styles.gate} key={gate.gate}>
          <div className={styles.gateHead}>
            <h2 className={styles.gateTitle}>{gate.label}</h2>
            <GatePill gate={gate} />
          </div>
          {gate.behind && gate.missing.length > 0 && (
            <p className={styles.hint}>{t('gate.behind')}</p>
          )}
          {gate.missing.length === 0 ? (
            <p className={styles.hint}>{t('gate.none')}</p>
          ) : (
            <details open={gate === next}>
              <summary>
                {t('gate.missing', { count: gate.missing.length })}
              </summary>
              <ul className={styles.missing}>
                {gate.missing.map(({ section, words }) => (
                  <li key={words}>
                    {section ? (
                      <Button
                        size="small"
                        variant="tertiary"
                        className={styles.missingLink}
                        onPress={() => onSection(section)}
                      >
                        {words}
                      </Button>
                    ) : (
                      words
                    )}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {gate.titles.length > 0 && (
            <p className={styles.hint}>
              {t('gate.asks', { titles: gate.titles.join('”, “') })}
            </p>
          )}
        </Box>
      ))}
    </section>
  );
}
