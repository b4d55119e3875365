import type { RecordTemplate } from '@callboard/plugin-itsm-common';
import type { RecordChange, TaskChange } from '@callboard/plugin-itsm-node';
import { fillPlaceholders } from './kinds/placeholders';

const MINUTE_MS = 60_000;

/** What a template is used with. */
export interface TemplateUse {
  /** Milliseconds since the epoch. */
  now: number;
  /** Values of placeholders. */
  words: Readonly<Record<string, string>>;
  /** The reference in its form, or undefined if it is not there for the caller. */
  has(ref: string, field: string): Promise<string | undefined>;
}

/** What a template gives that the change leaves open, and the tasks and links that come with it. */
export async function expandTemplate(
  change: RecordChange,
  template: RecordTemplate,
  use: TemplateUse,
): Promise<RecordChange> {
  const { title, description, values } = template.record;
  const given: Record<string, unknown> = {
    ...values,
    ...(title && { title: fillPlaceholders(title, use.words) }),
    ...(description && {
      description: fillPlaceholders(description, use.words),
    }),
  };
  const set: Record<string, unknown> = { ...change.set };
  for (const [key, value] of Object.entries(given))
    if (set[key] === undefined) set[key] = value;

  const tasks: TaskChange[] = [];
  // Those without a key of their own get one that no template can write.
  const keyOf = (i: number) => template.tasks[i].key ?? `#${i}`;
  for (const i of inOrder(template)) {
    const task = template.tasks[i];
    const { assigneeRef, ownerRef } = task;
    tasks.push({
      add: {
        key: keyOf(i),
        title: task.title,
        assigneeRef:
          assigneeRef && (await use.has(assigneeRef, 'template.assigneeRef')),
        ownerRef: ownerRef && (await use.has(ownerRef, 'template.ownerRef')),
        dueAt:
          task.dueAfterMinutes === undefined
            ? undefined
            : use.now + task.dueAfterMinutes * MINUTE_MS,
        audience: task.audience,
        blockedBy: task.blockedBy,
      },
    });
  }
  const links = await Promise.all(
    template.links.map(async ({ kind, target }) => {
      const there = await use.has(target, 'template.links');
      return there ? [{ kind, target: there }] : [];
    }),
  );
  const named = links
    .flat()
    .filter(
      (link, i, all) =>
        all.findIndex(l => l.kind === link.kind && l.target === link.target) ===
        i,
    );
  return {
    ...change,
    set,
    tasks: [...tasks, ...(change.tasks ?? [])],
    entityLinks: [...named, ...(change.entityLinks ?? [])],
  };
}

/** The tasks of a template, each after those it names; else as they stand. */
function inOrder(template: RecordTemplate): number[] {
  const byKey = new Map(template.tasks.map((t, i) => [t.key, i]));
  const order: number[] = [];
  const visit = (i: number) => {
    if (order.includes(i)) return;
    for (const key of template.tasks[i].blockedBy) {
      const before = byKey.get(key);
      if (before !== undefined) visit(before);
    }
    order.push(i);
  };
  template.tasks.forEach((_, i) => visit(i));
  return order;
}
