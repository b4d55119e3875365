import type { NewsRule } from '@callboard/plugin-itsm-node';
import { tellsAssignee } from './rules/tellsAssignee';
import { tellsFollowers } from './rules/tellsFollowers';
import { tellsMentioned } from './rules/tellsMentioned';
import { tellsOfAttachments } from './rules/tellsOfAttachments';
import { tellsOfComments } from './rules/tellsOfComments';
import { tellsOfTheEnd } from './rules/tellsOfTheEnd';
import { tellsOwnerGroup } from './rules/tellsOwnerGroup';
import { tellsWhoIsWaitedFor } from './rules/tellsWhoIsWaitedFor';

/** What people hear of records of all types; the first among equals is the one that is sent. */
export const kernelNews: readonly NewsRule[] = [
  tellsMentioned,
  tellsWhoIsWaitedFor,
  tellsAssignee,
  tellsOwnerGroup,
  tellsOfTheEnd,
  tellsOfComments,
  tellsOfAttachments,
  tellsFollowers,
];
