import type {
  ChangeDraft,
  Conflict,
  Risk,
  RiskFacts,
  AssessedSlot,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/** Reckons the risk of a change in a way of its own, e.g. from what became of changes before. */
export interface RiskEngine {
  /** E.g. `history`; before the keys of its factors. */
  id: string;
  /**
   * The verdict, or undefined if there is nothing to say. What it says is shown to whoever may see the
   * facts: it must tell nothing that is not in them, or not for everybody.
   */
  assess(
    facts: RiskFacts,
    draft: ChangeDraft,
  ): Promise<Risk | undefined> | Risk | undefined;
}

/** How risky changes are. */
export interface RiskService {
  /**
   * The risk of a change as it is described: the highest of what all models and engines say.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  assess(caller: Caller, draft: ChangeDraft): Promise<Risk>;
  /** Adds a way of reckoning; the highest verdict counts. */
  addEngine(engine: RiskEngine): void;
}

/** The risk of changes, of the practice `changes`. */
export const riskServiceRef =
  createTypedServiceRef<RiskService>('changes.risk');

/** Something beside changes that goes on for a time, on some items. Instants are milliseconds. */
export interface BusySpan {
  /** Unique within its source. */
  id: string;
  from: number;
  to: number;
  items: readonly string[];
  /** The record that it is about: who may not read it is not told its number. */
  recordId?: string;
  /** The number of the record. */
  number?: string;
  /** For everybody who may see the items. */
  title: string;
}

/** Knows of something beside changes that a change can be in conflict with. */
export interface ConflictSource {
  id: string;
  kind: 'major-incident';
  /** What goes on within a span, as of now. Everybody hears of it who may see the items. */
  busy(span: { from: number; to: number }): Promise<readonly BusySpan[]>;
}

/** What changes are in conflict with. */
export interface ConflictsService {
  /**
   * What a change is in conflict with as it is described, by start of the overlap.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  find(caller: Caller, draft: ChangeDraft): Promise<readonly Conflict[]>;
  /** Adds somebody who knows of more that goes on. */
  addSource(source: ConflictSource): void;
  /**
   * Says that what a source told of items is another thing now: changes that are connected with them are
   * looked at anew, soon.
   *
   * @param executor - the transaction that decides it, if there is one
   */
  moved(items: readonly string[], executor?: Knex): Promise<void>;
}

/** Conflicts of changes, of the practice `changes`. */
export const conflictsServiceRef =
  createTypedServiceRef<ConflictsService>('changes.conflicts');

/** When changes can be. */
export interface ScheduleService {
  /**
   * The next times that are free for a change as it is described: for as long as its window, from its
   * start on.
   *
   * @throws InputError for what it names that is not there for the caller, or without a window
   */
  freeSlots(
    caller: Caller,
    draft: ChangeDraft,
  ): Promise<readonly AssessedSlot[]>;
}

/** The schedule of changes, of the practice `changes`. */
export const scheduleServiceRef =
  createTypedServiceRef<ScheduleService>('changes.schedule');

/** A change that was carried out, and how many incidents it caused. */
export interface ChangeConsequence {
  templateKey?: string;
  serviceRef?: string;
  ownerRef?: string;
  /** When it was finished, milliseconds since the epoch. */
  at: number;
  incidents: number;
}

/**
 * What came of changes, for what is shown to everybody who may read numbers: neither changes nor incidents
 * that are restricted count, nor incidents that were cancelled. It knows no permissions.
 */
export interface ChangeConsequences {
  /** Those carried out within a span, the latest first. */
  carriedOut(
    span: { from: number; to: number },
    limit: number,
  ): Promise<ChangeConsequence[]>;
}

/** What came of changes, of the practice `changes`. */
export const changeConsequencesRef = createTypedServiceRef<ChangeConsequences>(
  'changes.consequences',
);

/** A change as other pages show it. */
export interface ChangeBrief {
  id: string;
  number: string;
  title: string;
  status: string;
}

/** A change that another part of the product leads somebody to file: a draft, to be planned. */
export interface ProposedChange {
  title: string;
  serviceRef: string;
  /** In Markdown. */
  description?: string;
  justification?: string;
}

/** Files changes for others. */
export interface ChangeFiles {
  /**
   * Files a draft for the caller, with the caller's own rights: `itsm.change.create`.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  propose(caller: Caller, proposed: ProposedChange): Promise<ChangeBrief>;
}

/** The filing of changes, of the practice `changes`. */
export const changeFilesRef =
  createTypedServiceRef<ChangeFiles>('changes.files');
