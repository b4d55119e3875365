import type { Permission } from '@backstage/plugin-permission-common';
import type { Audience } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { JournalRow } from './journal';
import type { RegisteredRecordType, StoredRecord } from './records';

/** What a rule about news is told. */
export interface NewsInput {
  entry: JournalRow;
  /** The record as it is when the news is written. */
  record: StoredRecord;
  /** Who follows the record's service, or the system that it is part of. */
  followers: readonly string[];
  type: RegisteredRecordType;
  participants: readonly {
    principalRef: string;
    role: string;
    canRead: boolean;
  }[];
  /** Free texts of the entry by the id that the payload names, erased ones absent. */
  texts: ReadonlyMap<string, string>;
  /** People of the entry by the id that the payload names, erased ones absent. */
  people: ReadonlyMap<number, string>;
}

/** What an entry says of one field. Values that were erased, or empty, are absent. */
export interface NewsChange {
  before?: unknown;
  after?: unknown;
}

/**
 * What the entry says of a field, with texts and people in place of their ids; undefined if it
 * did not change.
 */
export function changeOf(
  input: Pick<NewsInput, 'entry' | 'texts' | 'people'>,
  field: string,
): NewsChange | undefined {
  const changes = (input.entry.payload.changes ?? []) as readonly {
    field: string;
    before?: unknown;
    after?: unknown;
  }[];
  const change = changes.find(c => c.field === field);
  if (!change) return undefined;
  return {
    before: valueOf(input, change.before),
    after: valueOf(input, change.after),
  };
}

/** A value of a payload, with the text or the person in place of its id. */
export function valueOf(
  input: Pick<NewsInput, 'texts' | 'people'>,
  value: unknown,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  const { text, principal } = value as { text?: string; principal?: number };
  if (text !== undefined) return input.texts.get(text);
  if (principal !== undefined) return input.people.get(principal);
  return value;
}

/** Something that somebody should hear of. */
export interface News {
  /** What people can switch off one by one, e.g. `incident.assigned`. */
  topic: string;
  /** Users and groups; groups are expanded, the actor is left out. */
  to: readonly (string | undefined)[];
  /** People whom it is not for, although a group that it is addressed to has them. */
  except?: readonly (string | undefined)[];
  /** One line. Never names what the record's number and title do not. */
  title: string;
  description?: string;
  /** A path in the portal that it leads to; the record's page if absent. */
  link?: string;
  /** Of those it names who are away, whoever stands in for them hears it too, and is led there. */
  deputies?: { link: string };
  /**
   * It says what is made public and nothing else of the record: whoever it names gets it, whatever
   * they may read, and it leads to `link`. News of restricted records are never for everybody.
   */
  forEverybody?: { link: string };
  severity?: 'critical' | 'high' | 'normal' | 'low';
  /** `internal` news reach only those who work on the record. Default `requester`. */
  audience?: Audience;
}

/**
 * Says who hears what of a journal entry. It is asked when the entry is read, for who hears of
 * it, and again when the news is sent, for what it says; so it looks at nothing but its input.
 * Of several news for one person the most severe one is sent, the first among equals, those of
 * practices before the kernel's. Whether somebody may see the record is decided by the
 * kernel when the news is sent, not here.
 */
export interface NewsRule {
  id: string;
  kinds: readonly string[];
  news(input: NewsInput): News[];
}

/** News of something that is no record. It is for whoever it is addressed to, and leads to a page. */
export interface SubjectNews
  extends Pick<News, 'topic' | 'to' | 'title' | 'description' | 'severity'> {
  /** A path in the portal, e.g. `/itsm/cmdb`, or a whole address. */
  link: string;
  /** What it can be answered with: mails show each as a link. What shows none has {@link link}. */
  choices?: readonly { label: string; link: string }[];
  /**
   * Said instead to whoever `to` names themselves, where it is not known whether they have the
   * {@link SubjectNewsRule.permission}: that there is something to look at, and nothing of what it is.
   */
  ifUnknown?: { title: string; description?: string };
}

/**
 * Says who hears what of a journal entry that a practice wrote about something that is no record.
 * There is no record whose rights would be asked, so what it says must be for everybody whom it is
 * addressed to. Like {@link NewsRule} it looks at nothing but the entry and what was looked up of it.
 */
export interface SubjectNewsRule<F = any> {
  /** The subject type of its entries, see `NewEntry`; one rule each. */
  subjectType: string;
  kinds: readonly string[];
  /**
   * Whom it is for must have it when it is sent, by what the permission framework last said of them
   * (ADR 7): the one to read numbers. Of whom that is not known, see {@link SubjectNews.ifUnknown}.
   */
  permission?: Permission;
  /**
   * Looks up what entries do not say, e.g. whom it is for, of several at once: when it is planned, and
   * again when it is sent, as it is by then.
   *
   * @returns by position of the entry
   */
  lookUp?(
    entries: readonly JournalRow[],
    executor: Knex,
  ): Promise<ReadonlyMap<number, F>>;
  /** @param found - what {@link lookUp} found of the entry */
  news(entry: JournalRow, found?: F): SubjectNews | undefined;
}
