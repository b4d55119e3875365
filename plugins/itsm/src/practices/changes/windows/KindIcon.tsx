import { RiSnowflakeLine, RiToolsLine } from '@remixicon/react';
import type { WindowKind } from '@callboard/plugin-itsm-common';

const ICONS = { freeze: RiSnowflakeLine, maintenance: RiToolsLine };

/** The shape of a kind of window. Its word stands beside it. */
export function KindIcon(props: { kind: WindowKind; size?: number }) {
  const Icon = ICONS[props.kind];
  return <Icon size={props.size ?? 18} aria-hidden />;
}
