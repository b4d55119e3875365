import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

/** What there is to know of a change, on the page on which one decides about it. */
export const whatIsKnownOfChange = RecordPartBlueprint.make({
  name: 'what-is-known',
  params: {
    type: 'change',
    place: 'decision',
    loader: async () => {
      const { WhatIsKnown } = await import('./WhatIsKnown');
      return WhatIsKnown;
    },
  },
});
