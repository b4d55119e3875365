import { IdentityApi } from '@backstage/frontend-plugin-api';

/**
 * The same identity, but signing out runs something first. The app reloads the page right after a
 * sign-out, so there is no later moment.
 */
export function onSignOut(identity: IdentityApi, run: () => void): IdentityApi {
  return {
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    getProfileInfo: () => identity.getProfileInfo(),
    signOut: () => {
      run();
      return identity.signOut();
    },
  };
}
