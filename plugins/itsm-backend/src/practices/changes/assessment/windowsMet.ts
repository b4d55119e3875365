import {
  itemInScope,
  timesOf,
  typeInScope,
  type MetFreeze,
  type TimeSpan,
  type TypeFacts,
  type WindowBody,
} from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import type { Hits } from './hits';

/** A freeze that a change meets at some time. */
export interface Freeze extends MetFreeze {
  key: string;
  title: string;
  /** Whether it is about an item of the change, and not only about something that fails with it. */
  isDirect: boolean;
}

/** Maintenance of an item of a change, as a span with a name. */
export interface Maintenance extends TimeSpan {
  title: string;
}

/**
 * The freezes and maintenance windows that a change meets within a span. A freeze is met if it is about
 * an item of the change or about something that fails with it, the nearest if there are many;
 * maintenance only if it is about an item of the change: nobody expects anything of the others.
 */
export function windowsMet(
  windows: readonly Pick<Definition<WindowBody>, 'key' | 'body'>[],
  hits: Pick<Hits, 'failing' | 'pathTo'>,
  change: TypeFacts,
  { from, to }: TimeSpan,
): { freezes: Freeze[]; maintenance: Maintenance[] } {
  const freezes: Freeze[] = [];
  const maintenance: Maintenance[] = [];
  for (const { key, body } of windows) {
    if (!typeInScope(body.scope, change)) continue;
    const times = timesOf(body, from, to);
    if (times.length === 0) continue;
    // Nearest first, so the first is an item of the change if any is.
    const about = hits.failing.find(
      ({ ref, ownerRef, systemRef, attributes }) =>
        itemInScope(body.scope, {
          ref,
          ownerRef,
          systemRef,
          tier: attributes?.tier,
        }),
    );
    const nothing = hits.failing.length === 0 && body.scope.all === true;
    if (!about && !nothing) continue;
    const isDirect = nothing || about?.distance === 0;
    for (const { begins, startsAt, endsAt } of times) {
      const span = { from: startsAt, to: endsAt };
      if (body.kind === 'freeze')
        freezes.push({
          id: `freeze:${key}:${begins}`,
          key,
          title: body.title,
          path: (about && hits.pathTo(about.ref)) ?? [],
          isDirect,
          ...span,
        });
      else if (isDirect) maintenance.push({ title: body.title, ...span });
    }
  }
  return { freezes, maintenance };
}
