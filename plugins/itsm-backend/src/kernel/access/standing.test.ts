import type { Standing } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { user } from '../../tests/kernelOnDatabase';
import { seesInternal, standingOf, type StandingSubject } from './standing';

const incident: StandingSubject = {
  ownerRef: 'group:default/payments',
  assigneeRef: 'user:default/maria',
  requesterRef: 'user:default/rita',
};
const forSam = { ...incident, requestedForRef: 'user:default/sam' };
const bare: StandingSubject = {};

describe('what somebody is to a record', () => {
  it.each<
    [string, ReturnType<typeof user>, StandingSubject, boolean, Standing[]]
  >([
    ['its assignee', user('maria'), incident, false, ['worker']],
    [
      'a member of the owner group',
      user('mo', ['payments']),
      incident,
      false,
      ['worker'],
    ],
    [
      'a member of another group',
      user('mo', ['storefront']),
      incident,
      false,
      [],
    ],
    ['a collaborator', user('mo'), incident, true, ['worker']],
    ['its requester', user('rita'), incident, false, ['requester']],
    ['whom it was filed for', user('sam'), forSam, false, ['requester']],
    ['who filed it for somebody else', user('rita'), forSam, false, []],
    ['an agent', user('dana', [], ['agent']), incident, false, ['worker']],
    [
      'an admin, who is an agent too',
      user('dana', [], ['admin']),
      incident,
      false,
      ['worker'],
    ],
    [
      'a reader of restricted records',
      user('dana', [], ['restrictedReader']),
      incident,
      false,
      [],
    ],
    [
      'an agent who asked for it',
      user('rita', [], ['agent']),
      incident,
      false,
      ['requester'],
    ],
    [
      'an agent who asked for it and collaborates',
      user('rita', [], ['agent']),
      incident,
      true,
      ['requester', 'worker'],
    ],
    [
      'its requester of the owner group',
      user('rita', ['payments']),
      incident,
      false,
      ['requester', 'worker'],
    ],
    [
      'an agent who filed it for somebody else',
      user('rita', [], ['agent']),
      forSam,
      false,
      ['worker'],
    ],
    [
      'anybody, when nobody is named',
      user('mo', ['payments']),
      bare,
      false,
      [],
    ],
    [
      'an agent, when nobody is named',
      user('mo', [], ['agent']),
      bare,
      false,
      ['worker'],
    ],
    ['the product itself', SYSTEM_CALLER, incident, false, ['worker']],
  ])('%s', (_, caller, record, collaborates, expected) => {
    const standing = standingOf(caller, record, collaborates);
    expect([...standing].sort()).toEqual(expected);
    expect(seesInternal(standing)).toBe(expected.includes('worker'));
  });
});
