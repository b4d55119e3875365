import {
  CHANGE_TYPES,
  changeLifecycle,
  RISK_LEVELS,
  type CalendarMeeting,
  type CalendarWindow,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import type { Around } from './AroundChanges';
import type { CalendarRow } from './CalendarStore';

const HOUR_SECONDS = 3_600;
/** Names what it is of in all calendars of the world, whatever the portal's address is then. */
const AT = 'changes.callboard.dev';

/** What a feed has. */
export interface FeedEvents {
  changes: readonly CalendarRow[];
  windows: readonly Around<CalendarWindow>[];
  meetings: readonly Around<CalendarMeeting>[];
  refs: Readonly<Record<string, RefInfo>>;
}

/** What a feed is written from. */
export interface FeedToWrite {
  name: string;
  /** Where the portal is, without a slash at its end. */
  appUrl?: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Absent if it is not known what its owner may read. */
  events?: FeedEvents;
}

/** A page of changes; none where nobody said where the portal is. */
const addressOf = (appUrl: string | undefined, page: string) =>
  appUrl && `${appUrl}/itsm/changes/${page}`;

const labelOf = (
  choices: readonly { value: string; label: string }[],
  value: string,
) => choices.find(choice => choice.value === value)?.label ?? value;

/**
 * A feed as iCalendar (RFC 5545). The same events have the same UID for ever, and a SEQUENCE that
 * grows with every change, so that what moves in the portal moves in the calendars that have it;
 * what was called off is marked cancelled. The same events give the same text.
 */
export function writeFeed({ name, appUrl, now, events }: FeedToWrite): string {
  const calendar = ical({
    name,
    prodId: { company: 'Callboard', product: 'Changes', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: HOUR_SECONDS,
    url: addressOf(appUrl, 'calendar'),
  });
  if (!events) calendar.createEvent(notice(appUrl, now));
  for (const change of events?.changes ?? [])
    calendar.createEvent(ofChange(change, appUrl, events!.refs));
  for (const window of events?.windows ?? [])
    calendar.createEvent(ofWindow(window, appUrl));
  for (const meeting of events?.meetings ?? [])
    calendar.createEvent(ofMeeting(meeting, appUrl));
  return calendar.toString();
}

/** In place of everything, where nobody knows what the owner may read. */
function notice(appUrl: string | undefined, now: number): ICalEventData {
  const day = new Date(now);
  day.setUTCHours(0, 0, 0, 0);
  return {
    id: `renew@${AT}`,
    start: day,
    allDay: true,
    stamp: day,
    summary: 'This change calendar is paused',
    description:
      'It is too long ago that you were in the portal to know what you may see. Open the change calendar there once, and this one goes on.',
    url: addressOf(appUrl, 'calendar'),
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  };
}

function statusOf({ status }: CalendarRow): ICalEventStatus {
  switch (status) {
    case 'cancelled':
    case 'rejected':
      return ICalEventStatus.CANCELLED;
    case 'draft':
    case 'assess':
    case 'authorize':
      return ICalEventStatus.TENTATIVE;
    default:
      return ICalEventStatus.CONFIRMED;
  }
}

function ofChange(
  change: CalendarRow,
  appUrl: string | undefined,
  refs: FeedEvents['refs'],
): ICalEventData {
  const url = addressOf(appUrl, change.number);
  const named = (ref: string | undefined) => ref && (refs[ref]?.title ?? ref);
  const facts: [string, string | undefined][] = [
    ['State', changeLifecycle.states[change.status].label],
    ['Type', labelOf(CHANGE_TYPES, change.changeType)],
    ['Risk', change.risk && labelOf(RISK_LEVELS, change.risk)],
    ['Service', named(change.serviceRef)],
    ['Team', named(change.ownerRef)],
  ];
  return {
    id: `${change.id}@${AT}`,
    sequence: change.version,
    stamp: new Date(change.updatedAt),
    lastModified: new Date(change.updatedAt),
    start: new Date(change.start),
    end: new Date(change.end),
    summary: `${change.number} ${change.title}`,
    description: [
      ...facts.flatMap(([label, value]) =>
        value ? [`${label}: ${value}`] : [],
      ),
      ...(url ? [url] : []),
    ].join('\n'),
    url,
    status: statusOf(change),
    class: change.restricted ? ICalEventClass.CONFIDENTIAL : undefined,
    // Whoever looks after a service is not busy while it is changed.
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  };
}

function ofWindow(
  window: Around<CalendarWindow>,
  appUrl: string | undefined,
): ICalEventData {
  const word = window.windowKind === 'freeze' ? 'Change freeze' : 'Maintenance';
  return {
    id: `${window.id}@${AT}`,
    sequence: window.version,
    stamp: new Date(window.start),
    start: new Date(window.start),
    end: new Date(window.end),
    summary: `${word}: ${window.title}`,
    url: addressOf(appUrl, 'windows'),
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  };
}

function ofMeeting(
  meeting: Around<CalendarMeeting>,
  appUrl: string | undefined,
): ICalEventData {
  return {
    id: `${meeting.id}@${AT}`,
    sequence: meeting.version,
    stamp: new Date(meeting.start),
    start: new Date(meeting.start),
    end: new Date(meeting.end),
    summary: meeting.title,
    url: addressOf(appUrl, 'cab'),
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
  };
}
