import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { OidcSignInPage } from './OidcSignInPage';
import { PersonaSignInPage } from './PersonaSignInPage';

/**
 * The way to sign in that `app.signIn` names. Without it there is single sign-on: personas must be
 * asked for.
 */
export function SignIn(props: SignInPageProps) {
  const config = useApi(configApiRef);
  return config.getOptionalString('app.signIn') === 'personas' ? (
    <PersonaSignInPage {...props} />
  ) : (
    <OidcSignInPage {...props} />
  );
}
