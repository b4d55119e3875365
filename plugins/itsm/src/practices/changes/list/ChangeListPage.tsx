import { PageBody } from '@callboard/plugin-itsm-react';

/** Filled soon. */
export function ChangeListPage() {
  return <PageBody title="Changes">{null}</PageBody>;
}
