import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { LocatedFault } from '@callboard/plugin-itsm-common';
import styles from './Definitions.module.css';
import { definitionsTranslationRef } from './translation';

/** What is wrong with a text, each leading to its place. */
export function FaultList(props: {
  id: string;
  faults: readonly LocatedFault[];
  warnings: readonly string[];
  onGoTo: (line: number, column?: number) => void;
}) {
  const { id, faults, warnings, onGoTo } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  return (
    <div id={id}>
      {faults.length > 0 && (
        <ul className={styles.faults}>
          {faults.map((fault, index) => (
            <li key={`${index} ${fault.message}`}>
              {fault.line !== undefined && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-label={t('edit.goTo', { line: String(fault.line) })}
                  onPress={() => onGoTo(fault.line!, fault.column)}
                >
                  {t('edit.at', {
                    line: String(fault.line),
                    column: String(fault.column ?? 1),
                  })}
                </Button>
              )}
              <span>{fault.message}</span>
            </li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <>
          <p className={styles.about}>{t('edit.warnings')}</p>
          <ul className={styles.warnings}>
            {warnings.map(warning => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
