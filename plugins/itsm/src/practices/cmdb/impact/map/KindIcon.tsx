import {
  RiBox3Line,
  RiDatabase2Line,
  RiNodeTree,
  RiPlugLine,
  RiShapesLine,
  RiStackLine,
  RiTeamLine,
} from '@remixicon/react';

const ICONS: Record<string, typeof RiBox3Line> = {
  component: RiBox3Line,
  api: RiPlugLine,
  resource: RiDatabase2Line,
  system: RiStackLine,
  domain: RiNodeTree,
  group: RiTeamLine,
};

/** A shape for the kind of an entity; the word stands beside it. */
export function KindIcon(props: { kind: string | undefined }) {
  const Icon = ICONS[props.kind ?? ''] ?? RiShapesLine;
  return <Icon size={14} aria-hidden />;
}
