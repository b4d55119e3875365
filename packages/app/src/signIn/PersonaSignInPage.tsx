import { useCallback, useMemo, useState } from 'react';
import { Progress, ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Text } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import { onSignOut } from './onSignOut';
import { PersonaCard } from './PersonaCard';
import { personaMemory } from './personaMemory';
import styles from './PersonaSignInPage.module.css';
import { SignInFailed } from './SignInFailed';
import { SignInFrame } from './SignInFrame';
import { usePersonaChoices } from './usePersonaChoices';

/** The request header that tells the backend who was chosen. */
const PERSONA_HEADER = 'x-callboard-persona';

/** Offers the people of the demo, or signs in who was chosen before. */
export function PersonaSignInPage(props: SignInPageProps) {
  const [chosen, setChosen] = useState(personaMemory.current);

  const choose = (userEntityRef: string) => {
    personaMemory.remember(userEntityRef);
    setChosen(userEntityRef);
  };
  const giveUp = useCallback(() => {
    personaMemory.forget();
    setChosen(undefined);
  }, []);

  return chosen ? (
    <SignInAs
      key={chosen}
      userEntityRef={chosen}
      onSignInSuccess={props.onSignInSuccess}
      onGiveUp={giveUp}
    />
  ) : (
    <PersonaChooser onChoose={choose} />
  );
}

function PersonaChooser(props: { onChoose: (userEntityRef: string) => void }) {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const { choices, error, retry } = usePersonaChoices();
  const last = personaMemory.last();
  const organization =
    config.getOptionalString('organization.name') ?? 'the company';

  return (
    <SignInFrame>
      <div className={styles.intro}>
        <Text as="h1" variant="title-small" weight="bold">
          {t('signIn.title')}
        </Text>
        <Text as="p">{t('signIn.intro', { organization })}</Text>
        <Text as="p" color="secondary">
          {t('signIn.warning')}
        </Text>
      </div>
      {error && (
        <Alert
          status="danger"
          title={t('signIn.unavailable')}
          customActions={
            <Button variant="secondary" size="small" onPress={retry}>
              {t('signIn.retry')}
            </Button>
          }
        />
      )}
      {!choices && !error && <Progress />}
      <ul className={styles.people} aria-label={t('signIn.people')}>
        {choices?.map(persona => (
          <li key={persona.userEntityRef}>
            <PersonaCard
              persona={persona}
              last={persona.userEntityRef === last}
              onChoose={() => props.onChoose(persona.userEntityRef)}
            />
          </li>
        ))}
      </ul>
    </SignInFrame>
  );
}

/** Fetches the token of the chosen person, and a new one whenever it is about to expire. */
function SignInAs(props: {
  userEntityRef: string;
  onSignInSuccess: (identity: IdentityApi) => void;
  onGiveUp: () => void;
}) {
  const { userEntityRef, onSignInSuccess, onGiveUp } = props;
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt(n => n + 1), []);
  const headers = useMemo(
    () => ({ [PERSONA_HEADER]: userEntityRef }),
    [userEntityRef],
  );
  const ErrorComponent = useCallback(
    ({ error }: { error?: Error }) => (
      <SignInFailed
        userEntityRef={userEntityRef}
        error={error}
        onRetry={retry}
        onGiveUp={onGiveUp}
      />
    ),
    [userEntityRef, retry, onGiveUp],
  );

  return (
    <ProxiedSignInPage
      key={attempt}
      provider="personas"
      headers={headers}
      ErrorComponent={ErrorComponent}
      onSignInSuccess={identity =>
        onSignInSuccess(onSignOut(identity, personaMemory.forget))
      }
    />
  );
}
