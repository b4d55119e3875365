import type { NewsRule } from '@callboard/plugin-itsm-node';
import { tellsApprovers } from './rules/tellsApprovers';
import { tellsAssignee } from './rules/tellsAssignee';
import { tellsFollowers } from './rules/tellsFollowers';
import { tellsMentioned } from './rules/tellsMentioned';
import { tellsOfAttachments } from './rules/tellsOfAttachments';
import { tellsOfComments } from './rules/tellsOfComments';
import { tellsOfDecisions } from './rules/tellsOfDecisions';
import { tellsOfTheEnd } from './rules/tellsOfTheEnd';
import { tellsOwnerGroup } from './rules/tellsOwnerGroup';
import { tellsWhoIsWaitedFor } from './rules/tellsWhoIsWaitedFor';

/** What people hear of records of all types; the first among equals is the one that is sent. */
export const kernelNews: readonly NewsRule[] = [
  tellsMentioned,
  tellsApprovers,
  tellsWhoIsWaitedFor,
  tellsAssignee,
  tellsOwnerGroup,
  tellsOfDecisions,
  tellsOfTheEnd,
  tellsOfComments,
  tellsOfAttachments,
  tellsFollowers,
];
