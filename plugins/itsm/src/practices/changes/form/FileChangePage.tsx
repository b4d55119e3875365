import { PageBody } from '@callboard/plugin-itsm-react';

/** Filled soon. */
export function FileChangePage() {
  return <PageBody title="Changes">{null}</PageBody>;
}
