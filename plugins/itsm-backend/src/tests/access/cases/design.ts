import {
  DESIGN_GATES,
  USUAL_GATES,
  type DesignSectionKey,
  type SectionMove,
  type SectionState,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import type { Asks, Call, Case } from '../Case';
import type { Makes } from '../makes';
import * as needs from '../needs';
import type { Target } from '../scene';
import { ACTION } from '../world';
import { makeService } from './portfolioServices';

const SECTION: DesignSectionKey = 'security';
const DAY = 86_400_000;
const inDays = (n: number) => new Date(Date.now() + n * DAY).toISOString();

/** A service on its way, bound to nothing: of what is bound to one entity there is one. */
async function makeDesigned(
  make: Makes,
  like: Target,
  status: 'design' | 'transition' = 'design',
): Promise<Target> {
  const service = await makeService(make, like, status);
  await make
    .knex('services')
    .where('record_id', service.id)
    .update({ entity_ref: null });
  return service;
}

/** A section that somebody else wrote, with a piece of evidence. */
async function makeSection(
  { knex }: Makes,
  recordId: string,
  key: DesignSectionKey,
  state: SectionState,
): Promise<{ evidence: string }> {
  const [id, evidence] = [uuidv7(), uuidv7()];
  const accepted = state === 'accepted';
  const author = 'user:default/long-gone';
  await knex('design_sections').insert({
    id,
    record_id: recordId,
    section_key: key,
    state,
    words: 'We hold no cards',
    words_by_ref: author,
    written_at: 1,
    edited_by_ref: author,
    revision: 1,
    accepted_revision: accepted ? 1 : null,
    accepted_by_ref: accepted ? 'user:default/anton' : null,
    accepted_at: accepted ? 1 : null,
    // What the data say of it is not what was accepted here.
    accepted_facts: null,
    version: 1,
    created_at: 1,
    updated_at: 1,
  });
  await knex('design_evidence').insert({
    id: evidence,
    section_id: id,
    kind: 'link',
    url: 'https://docs.example/review',
    words_by_ref: author,
    created_at: 1,
  });
  return { evidence };
}

/** A milestone of next week. */
async function makeMilestone(
  { knex }: Makes,
  recordId: string,
): Promise<string> {
  const id = uuidv7();
  await knex('transition_milestones').insert({
    id,
    record_id: recordId,
    words: 'Data moved',
    words_by_ref: 'user:default/long-gone',
    state: 'planned',
    planned_from: Date.now() + 7 * DAY,
    planned_to: Date.now() + 8 * DAY,
    go_live: false,
    version: 1,
    created_at: 1,
    updated_at: 1,
  });
  return id;
}

/** A call about a service that is being designed. */
const ofService =
  (more: Call = {}) =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await makeDesigned(make, record)).number },
    ...more,
  });

/** A call about a section of one. */
const ofSection =
  (more: Call = {}, state: SectionState = 'draft') =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { id, number } = await makeDesigned(make, record);
    await makeSection(make, id, SECTION, state);
    return { params: { id: number, section: SECTION }, ...more };
  };

/** A call about a milestone of one. */
const ofMilestone =
  (more: Call = {}) =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { id, number } = await makeDesigned(make, record, 'transition');
    const milestone = await makeMilestone(make, id);
    return { params: { id: number, milestone }, ...more };
  };

/** A call about a milestone and a change that is to everybody what the service is. */
const ofChange =
  (linked: boolean) =>
  async (asks: Asks): Promise<Call> => {
    const { params } = await ofMilestone()(asks);
    const change = await asks.make.change(asks.record);
    if (!linked) return { params, body: { change: change.number } };
    await asks.make.knex('milestone_changes').insert({
      milestone_id: params!.milestone,
      change_id: change.id,
    });
    return { params: { ...params, change: change.number } };
  };

const BEGINS: readonly [SectionMove, SectionState][] = [
  ['submit', 'draft'],
  ['accept', 'in-review'],
  ['send-back', 'accepted'],
  ['not-needed', 'draft'],
  ['reopen', 'not-needed'],
];

const both = async ({ record, make }: Asks): Promise<Call> => {
  for (const like of [record, make.other]) {
    const { id } = await makeDesigned(make, like, 'transition');
    await makeMilestone(make, id);
  }
  return { query: { show: 'all' } };
};

/** Design packages, the gates that they open, and transition plans. */
export const designCases: Case[] = [
  { route: 'design.get', needs: needs.read, ask: ofSection() },
  { route: 'design.gates', needs: needs.read, ask: ofService() },
  {
    route: 'design.sections.write',
    needs: needs.work,
    ask: ofSection({ body: { body: 'Something else' } }),
  },
  ...BEGINS.map(
    ([move, state]): Case => ({
      route: 'design.sections.move',
      when: move,
      needs: needs.work,
      ask: ofSection({ body: { move, reason: 'Because' } }, state),
    }),
  ),
  {
    route: 'design.evidence.add',
    needs: needs.work,
    ask: ofSection({ body: { kind: 'text', words: 'Tried on Monday' } }),
  },
  {
    route: 'design.evidence.remove',
    needs: needs.work,
    async ask({ record, make }) {
      const { id, number } = await makeDesigned(make, record);
      const { evidence } = await makeSection(make, id, SECTION, 'draft');
      return { params: { id: number, section: SECTION, evidence } };
    },
  },
  {
    route: 'design.template',
    needs: needs.work,
    async ask(asks) {
      const key = `access-${uuidv7().slice(-8)}`;
      await asks.make.definition('design-template', key, {
        name: 'Small',
        sections: [{ section: 'support', body: 'Who helps' }],
      });
      return ofService({ body: { template: key } })(asks);
    },
  },
  ...DESIGN_GATES.map(
    ({ value, to }): Case => ({
      route: 'portfolioServices.transition',
      when: value,
      needs: needs.work,
      async ask({ record, make }) {
        const isLast = to === 'operation';
        const service = await makeDesigned(
          make,
          record,
          isLast ? 'transition' : 'design',
        );
        if (isLast) {
          // What runs is one entity, and an entity one service.
          await make
            .knex('services')
            .update({ entity_ref: null, bound_ref: null });
          await make
            .knex('services')
            .where('record_id', service.id)
            .update({ entity_ref: 'system:default/shop' });
        }
        for (const { section, mayBeNotNeeded } of USUAL_GATES[value].sections)
          await makeSection(
            make,
            service.id,
            section,
            mayBeNotNeeded ? 'not-needed' : 'accepted',
          );
        return {
          params: { id: service.number },
          body: { transition: value },
        };
      },
    }),
  ),
  { route: 'transitions.list', needs: needs.signedIn, ask: both },
  { route: 'transitions.export', needs: needs.signedIn, ask: both },
  { route: 'transitions.get', needs: needs.read, ask: ofMilestone() },
  {
    route: 'transitions.milestones.add',
    needs: needs.work,
    ask: ofService({
      body: {
        title: 'Another one',
        plannedFrom: inDays(1),
        plannedTo: inDays(2),
      },
    }),
  },
  {
    route: 'transitions.milestones.update',
    needs: needs.work,
    ask: ofMilestone({ body: { state: 'done' } }),
  },
  {
    route: 'transitions.milestones.remove',
    needs: needs.work,
    ask: ofMilestone(),
  },
  {
    route: 'transitions.changes.link',
    needs: needs.work,
    ask: ofChange(false),
  },
  {
    route: 'transitions.changes.unlink',
    needs: needs.work,
    ask: ofChange(true),
  },
  {
    route: `${ACTION}check-readiness-gates`,
    needs: needs.read,
    changesNothing: true,
    ask: async ({ record, make }) => ({
      body: { service: (await makeDesigned(make, record)).number },
    }),
  },
];
