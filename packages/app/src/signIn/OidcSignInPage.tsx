import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { appTranslationRef } from '../translation';
import { oidcAuthApiRef } from './oidc';

/** Sends people to the OpenID Connect provider of their organisation. */
export function OidcSignInPage(props: SignInPageProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  return (
    <SignInPage
      {...props}
      provider={{
        id: 'oidc-auth-provider',
        title:
          config.getOptionalString('app.signInTitle') ?? t('signIn.oidc.title'),
        message: t('signIn.oidc.message'),
        apiRef: oidcAuthApiRef,
      }}
    />
  );
}
