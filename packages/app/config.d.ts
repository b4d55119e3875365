export interface Config {
  app?: {
    /**
     * How people sign in: `personas` offers the users listed in `auth.providers.personas` (in
     * development only), `oidc` uses the OpenID Connect provider in `auth.providers.oidc`.
     * @visibility frontend
     */
    signIn?: 'personas' | 'oidc';
    /**
     * What the OpenID Connect provider is called on the sign-in page.
     * @visibility frontend
     */
    signInTitle?: string;
  };
}
