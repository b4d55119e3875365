import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the portal itself; the plugins bring their own. */
export const appTranslationRef = createTranslationRef({
  id: 'app.callboard',
  messages: {
    signIn: {
      tagline: 'What is on, who is called, and what has changed.',
      title: 'Who do you want to be?',
      intro:
        'These are people of {{organization}}. Choose one to see the portal with their eyes and their rights; no password is needed.',
      warning: 'For trying it only: this way in does not exist in production.',
      people: 'People to sign in as',
      last: 'Last time',
      preparing: 'Not in the catalog yet, one moment …',
      unavailable: 'The portal does not answer.',
      retry: 'Try again',
      failed: 'Signing in as {{name}} did not work.',
      other: 'Choose somebody else',
      oidc: {
        title: 'Single sign-on',
        message: 'Sign in with your organisation’s account.',
      },
    },
    nav: {
      search: 'Search',
      home: 'Home',
      operate: 'Operate',
      change: 'Change',
      understand: 'Understand',
      build: 'Build',
      improve: 'Improve',
      administer: 'Administer',
      more: 'More',
      settings: 'Settings',
      menu: 'Menu',
      persona: 'Switch person',
      graph: 'Map',
      waiting_one: '{{count}} waits for your decision',
      waiting_other: '{{count}} wait for your decision',
    },
    home: {
      morning: 'Good morning, {{name}}',
      afternoon: 'Good afternoon, {{name}}',
      evening: 'Good evening, {{name}}',
      search: 'Search services, teams and records',
      actions: 'Quick actions',
      fileIncident: 'File an incident',
      browse: 'Browse services',
      docs: 'Read how it works',
      recentEmpty:
        'Services and records you look at appear here, so that you find back.',
    },
    docs: {
      title: 'Docs',
      contents: 'Contents',
      loadingFailed: 'The documentation could not be read.',
      pageMissing: 'There is no page “{{path}}” in the documentation.',
      first: 'Go to the first page',
      imageFailed: 'The picture could not be loaded.',
      previous: 'Previous',
      next: 'Next',
    },
  },
});
