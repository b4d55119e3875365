import type { Outage, RefInfo } from '@callboard/plugin-itsm-common';

/** The columns of a file of outages. */
export const OUTAGE_HEADER = [
  'Entity',
  'Reference',
  'Kind',
  'Begin',
  'End',
  'Minutes',
  'Record',
  'Note',
  'Recorded by',
  'Withdrawn',
] as const;

/** An outage as cells of {@link OUTAGE_HEADER}. One that goes on is counted up to now. */
export function outageCells(
  outage: Outage,
  refs: Readonly<Record<string, RefInfo>>,
  now: number,
): string[] {
  const begin = Date.parse(outage.begin);
  const end = outage.end === undefined ? now : Date.parse(outage.end);
  return [
    refs[outage.entityRef]?.title ?? outage.entityRef,
    outage.entityRef,
    outage.kind,
    outage.begin,
    outage.end ?? '',
    String(Math.round((end - begin) / 6_000) / 10),
    outage.record?.number ?? '',
    outage.note ?? '',
    outage.source,
    outage.withdrawnAt ?? '',
  ];
}
