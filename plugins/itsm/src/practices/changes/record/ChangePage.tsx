import { PageBody } from '@callboard/plugin-itsm-react';

/** Filled soon. */
export function ChangePage() {
  return <PageBody title="Changes">{null}</PageBody>;
}
