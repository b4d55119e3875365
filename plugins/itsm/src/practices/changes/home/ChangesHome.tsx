import { PageBody } from '@callboard/plugin-itsm-react';

/** Filled soon. */
export function ChangesHome() {
  return <PageBody title="Changes">{null}</PageBody>;
}
