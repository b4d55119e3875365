/** What the journal calls invitations. */
export const SURVEY_SUBJECT = 'survey';
/** Somebody was asked. */
export const INVITED = 'survey.invited';
/** They answered, or changed their answer. */
export const ANSWERED = 'survey.answered';
/** Due work that asks about a record that was solved. */
export const INVITE = 'improvement.survey.invite';
/** The occasion of invitations about a record that was solved. */
export const RESOLVED = 'resolved';
