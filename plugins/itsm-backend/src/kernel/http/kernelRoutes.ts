import { kernelRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { Clock, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AuthorizedRecords } from '../records/AuthorizedRecords';
import type { RecordTypes } from '../RecordTypes';

/** Mounts what all record types share. */
export function mountKernelRoutes(
  router: PracticeRouter,
  deps: { records: AuthorizedRecords; types: RecordTypes; clock: Clock },
): void {
  const { records, types, clock } = deps;

  router.route(contracts.listRecords, async ({ caller, query }) => {
    const { type, ...filters } = query;
    const page = await records.list(caller, { ...filters, types: type });
    return { ...page, items: page.items.map(r => records.present(r)) };
  });

  router.route(contracts.getRecord, async ({ caller, params }) => {
    const { record } = await records.load(caller, params.id);
    return records.present(record);
  });

  router.route(contracts.listJournal, ({ caller, params, query }) =>
    records.journal(caller, params.id, query),
  );

  router.route(contracts.verifyJournal, async ({ caller, params }) => {
    const { entries, brokenAt } = await records.verify(caller, params.id);
    const checkedAt = new Date(clock.now()).toISOString();
    return { entries, holds: brokenAt === undefined, brokenAt, checkedAt };
  });

  router.route(contracts.addComment, async ({ caller, params, body }) => {
    const { commentId } = await records.changeRecord(caller, {
      id: params.id,
      comment: body,
    });
    return {
      id: commentId!,
      audience: body.audience,
      authorRef: caller.ref,
      body: body.body,
      createdAt: new Date(clock.now()).toISOString(),
    };
  });

  router.route(contracts.listLinks, async ({ caller, params }) => ({
    items: await records.links(caller, params.id),
  }));

  router.route(contracts.addLink, async ({ caller, params, body }) => {
    const { linkId } = await records.changeRecord(caller, {
      id: params.id,
      link: body,
    });
    const links = await records.links(caller, params.id);
    return links.find(link => link.id === linkId)!;
  });

  router.route(contracts.removeLink, async ({ caller, params }) => {
    await records.changeRecord(caller, {
      id: params.id,
      unlink: { linkId: params.linkId },
    });
    return {};
  });

  router.route(contracts.listParticipants, async ({ caller, params }) => {
    const { participants } = await records.load(caller, params.id);
    return { items: participants };
  });

  router.route(contracts.addParticipant, async ({ caller, params, body }) => {
    await records.changeRecord(caller, {
      id: params.id,
      participants: [body],
    });
    return body;
  });

  router.route(
    contracts.removeParticipant,
    async ({ caller, params, query }) => {
      await records.changeRecord(caller, {
        id: params.id,
        removeParticipant: query,
      });
      return {};
    },
  );

  router.route(contracts.listRecordTypes, async () => ({
    items: types.all().map(t => ({
      type: t.type,
      label: t.label,
      prefix: t.prefix,
      practice: t.practice,
      initial: t.lifecycle.initial,
      states: t.lifecycle.states,
    })),
  }));
}
