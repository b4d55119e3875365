import { nameOf, type CabAgenda } from '@callboard/plugin-itsm-common';

const ANSWERS = { open: 'Open', approved: 'Approved', rejected: 'Rejected' };

/** The columns of the minutes of a meeting. */
export const MINUTES_HEADER = [
  'Meeting',
  'Number',
  'Title',
  'Type of change',
  'Risk',
  'Service',
  'Planned start',
  'Planned end',
  'Decision',
  'Decided by',
  'On behalf of',
  'Decided at',
  'Note',
] as const;

/** The agenda of a meeting with what was decided, as rows of a file. */
export async function* minutesOf({
  meeting,
  items,
  refs,
}: CabAgenda): AsyncGenerator<string[]> {
  const called = (ref: string | undefined) =>
    ref === undefined ? '' : refs[ref]?.title ?? nameOf(ref);
  for (const { change, seat } of items) {
    yield [
      meeting.startsAt,
      change.number,
      change.title,
      change.changeType,
      change.risk ?? '',
      called(change.serviceRef),
      change.plannedStart ?? '',
      change.plannedEnd ?? '',
      ANSWERS[seat.answer],
      called(seat.decidedByRef),
      called(seat.onBehalfOfRef),
      seat.decidedAt ?? '',
      seat.note ?? '',
    ];
  }
}
