import {
  NEW_STANDING,
  type StandardState,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { StandardStore, StandingRow } from './StandardStore';
import type { Template, Templates } from './Templates';

/** Due work that tells the journal that a standard change was promoted or demoted. */
export const TELL = 'standard-change.tell';
/** Due work that takes pre-approval from runs that have not begun. */
export const REVOKE = 'standard-change.revoke';

/** What the journal calls standard changes. */
export const STANDARD_SUBJECT = 'standard-change';
export const PROMOTED = 'standard-change.promoted';
export const DEMOTED = 'standard-change.demoted';

/** The success record of what a template tells to do now. */
export async function standingNow(
  store: StandardStore,
  template: Template,
): Promise<StandingRow> {
  const { key, proof } = template;
  const kept = (await store.standings([key])).get(`${key} ${proof}`);
  if (kept) return kept;
  const { state, runs, goodRuns, goodInARow } = NEW_STANDING;
  return { templateKey: key, proof, state, runs, goodRuns, goodInARow };
}

/** Whether a run may be filed without asking anybody. */
export const isTrusted = (template: Template, standing: StandingRow) =>
  !template.removed && standing.state === 'pre-approved';

type Deps = Pick<ItsmKernel, 'journal' | 'records' | 'clock'> & {
  store: StandardStore;
  templates: Templates;
};

/** Says once that the state changed; looking twice, or late, makes no difference. */
export function tellHandler(deps: Deps): DueHandler {
  const { store, templates, journal } = deps;
  return {
    kind: TELL,
    title: 'Tells that a standard change was promoted or demoted',
    async handle(item, context) {
      const key = String(item.payload.key);
      const template = (await templates.history()).at(key, context.now);
      if (!template) return;
      const standing = await standingNow(store, template);
      await context.finish(async tx => {
        const told = await store.told(tx, key);
        const before: StandardState = told?.state ?? 'proving';
        if (before === standing.state) return;
        if (standing.state === 'proving') {
          // Rewritten: that stands in the journal of the definition.
          await store.keepTold(tx, key, { ...told, state: standing.state });
          return;
        }
        const demoted = standing.state === 'demoted';
        const prepared = await journal.prepare(
          tx,
          SYSTEM_CALLER,
          [
            {
              subjectType: STANDARD_SUBJECT,
              subjectId: key,
              kind: demoted ? DEMOTED : PROMOTED,
              at: standing.since,
              payload: {
                title: template.body.title,
                owner: template.body.ownerRef ?? null,
                runs: standing.runs,
                goodInARow: standing.goodInARow,
                ...(demoted && {
                  change: standing.causeChangeId ?? null,
                  outcome: standing.causeOutcome ?? null,
                  incident: standing.causeIncidentId ?? null,
                }),
              },
            },
          ],
          new Map([[key, told?.journalHead]]),
        );
        await store.keepTold(tx, key, {
          state: standing.state,
          journalHead: prepared.heads.get(key),
        });
        await prepared.append();
      });
    },
  };
}

/**
 * Takes pre-approval from runs of a standard change that is trusted no longer, or was removed, as far as
 * work on them has not begun: they are decided about like any other change.
 */
export function revokeHandler(deps: Deps): DueHandler {
  const { store, templates } = deps;
  return {
    kind: REVOKE,
    title: 'Takes pre-approval from runs of demoted standard changes',
    async handle(item, context) {
      const key = String(item.payload.key);
      const template = (await templates.history()).at(key, context.now);
      // Runs of an earlier text of the template were proven by its own runs, and stay.
      const lost =
        template !== undefined &&
        (template.removed ||
          (await standingNow(store, template)).state === 'demoted');
      const ids = lost ? await store.notBegun(key) : [];
      if (ids.length === 0) return;
      await context.command(
        SYSTEM_CALLER,
        ids.map(id => ({
          id,
          set: { preApproved: false },
          fact: {
            kind: 'change.pre-approval-lost',
            audience: 'requester' as const,
            payload: { template: key, removed: template!.removed },
          },
        })),
      );
    },
  };
}
