import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Initials } from '../brand/Initials';
import { appTranslationRef } from '../translation';
import { PersonaChoice } from './usePersonaChoices';
import styles from './PersonaCard.module.css';

/** One person to choose: who they are, what they do, what to try as them. */
export function PersonaCard(props: {
  persona: PersonaChoice;
  /** Whether this is who was signed in last. */
  last: boolean;
  onChoose: () => void;
}) {
  const { persona, last, onChoose } = props;
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <button
      type="button"
      className={styles.card}
      disabled={!persona.ready}
      onClick={onChoose}
    >
      <span className={styles.head}>
        <Initials name={persona.displayName} size={40} />
        <span className={styles.who}>
          <span className={styles.name}>
            {persona.displayName}
            {last && <span className={styles.last}>{t('signIn.last')}</span>}
          </span>
          <Text as="span" variant="body-small" color="secondary">
            {persona.role}
          </Text>
        </span>
      </span>
      <Text as="span" variant="body-small">
        {persona.ready ? persona.hint : t('signIn.preparing')}
      </Text>
    </button>
  );
}
