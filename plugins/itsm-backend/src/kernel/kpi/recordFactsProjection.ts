import type { FactKind } from '@callboard/plugin-itsm-node';

/** The id of the projection that writes facts of a kind. */
export function factsProjectionId(kind: FactKind): string {
  return kind.projection ?? `kpi.${kind.kind}`;
}
