import {
  designSectionLabel,
  servicePermissions,
} from '@callboard/plugin-itsm-common';
import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import { DesignStore } from './DesignStore';
import { remindedMilestones, type RemindedMilestone } from './MilestoneStore';
import { MILESTONE_SUBJECT, REMINDED, SECTION_SUBJECT } from './reminders';

const dayOf = (at: number) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(at);

/** Owners hear that a milestone of theirs is near, or late; where it has none, who answers for the service. */
export const milestoneNews: SubjectNewsRule<RemindedMilestone> = {
  subjectType: MILESTONE_SUBJECT,
  kinds: [REMINDED.soon, REMINDED.late],
  permission: servicePermissions.read,
  async lookUp(entries, executor) {
    const found = await remindedMilestones(
      executor,
      entries.map(({ subjectId }) => subjectId),
    );
    return new Map(
      entries.flatMap(({ position, subjectId }) => {
        const one = found.get(subjectId);
        return one ? [[position, one] as const] : [];
      }),
    );
  },
  news({ kind }, found) {
    if (!found?.owner || found.restricted) return undefined;
    const { number, service, title = 'A milestone', plannedTo } = found;
    const late = kind === REMINDED.late;
    return {
      topic: late ? 'milestone.late' : 'milestone.due-soon',
      to: [found.owner],
      title: late
        ? `${number}: “${title}” is late`
        : `${number}: “${title}” is due on ${dayOf(plannedTo)}`,
      description: late
        ? `It was planned for ${dayOf(
            plannedTo,
          )}. Say that it is done, or plan it anew: ${service}`
        : service,
      severity: late ? 'normal' : 'low',
      link: `/itsm/portfolio/records/${number}/transition`,
      ifUnknown: {
        title: late
          ? 'A milestone of yours is late'
          : 'A milestone of yours is near',
      },
    };
  },
};

type RemindedSection = NonNullable<
  ReturnType<Awaited<ReturnType<DesignStore['reminded']>>['get']>
>;

/** Owners hear that a section of a design is to be looked at again. */
export const sectionNews: SubjectNewsRule<RemindedSection> = {
  subjectType: SECTION_SUBJECT,
  kinds: [REMINDED.review],
  permission: servicePermissions.read,
  async lookUp(entries, executor) {
    const found = await new DesignStore(executor).reminded(
      entries.map(({ subjectId }) => subjectId),
    );
    return new Map(
      entries.flatMap(({ position, subjectId }) => {
        const one = found.get(subjectId);
        return one ? [[position, one] as const] : [];
      }),
    );
  },
  news(_, found) {
    if (!found?.owner || found.restricted) return undefined;
    const { number, title, key } = found;
    return {
      topic: 'design-section.review-due',
      to: [found.owner],
      title: `${number}: ${designSectionLabel(key)} is to be reviewed`,
      description: title,
      severity: 'low',
      link: `/itsm/portfolio/records/${number}/design?section=${key}`,
      ifUnknown: { title: 'A section of a design is to be reviewed' },
    };
  },
};
