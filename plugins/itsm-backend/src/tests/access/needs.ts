import { OWNER_GROUP, type Person, type PolicyName } from './cast';
import {
  grant,
  isKnown,
  isRequester,
  mayAdminister,
  mayRead,
  mayUpdate,
  mayWork,
  worksOn,
  type Asked,
  type Subject,
} from './oracle';

/** What becomes of a call: it is done, or refused with a status. */
export type Verdict = 'done' | 400 | 401 | 403 | 404;

/** What a call takes of whoever makes it. */
export interface Need {
  /** For the reference: who may. */
  who: string;
  /** Whether it depends on a record. */
  ofRecord: boolean;
  verdict(policy: PolicyName, person: Person, record: Subject): Verdict;
}

type Judge = Need['verdict'];

/** Who is not signed in is told so first; a service without a role may do nothing. */
const known =
  (judge: Judge): Judge =>
  (policy, person, record) => {
    if (person.kind === 'nobody') return 401;
    return isKnown(person) ? judge(policy, person, record) : 403;
  };

/** What may not be read is not there; what may be read and not done is refused as such. */
const readable = (judge: Judge): Judge =>
  known((policy, person, record) =>
    mayRead(policy, person, record) ? judge(policy, person, record) : 404,
  );

const once = (who: string, judge: Judge): Need => ({
  who,
  ofRecord: false,
  verdict: known(judge),
});

const ofRecord = (who: string, judge: Judge): Need => ({
  who,
  ofRecord: true,
  verdict: readable(judge),
});

const doneIf = (holds: boolean): Verdict => (holds ? 'done' : 403);

/** For nobody but the service that asks for all there is. */
export const searchPlugin: Need = {
  who: 'the plugin `search`',
  ofRecord: false,
  verdict(_, { kind, ref }) {
    if (kind === 'nobody') return 401;
    return doneIf(ref === 'plugin:search');
  },
};

/** For nobody but the service that makes entities of items. */
export const catalogPlugin: Need = {
  who: 'the plugin `catalog`',
  ofRecord: false,
  verdict(_, { kind, ref }) {
    if (kind === 'nobody') return 401;
    return doneIf(ref === 'plugin:catalog');
  },
};

/** No credentials are asked for: a secret in the address says who may. */
export const address: Need = {
  who: 'whoever has the address',
  ofRecord: false,
  verdict: () => 'done',
};

/** Nothing in it depends on who asks; or it shows each caller what is theirs. */
export const signedIn = once(
  'everybody with a role or an account',
  () => 'done',
);

/** Makes no sense for services, which are told so. */
export const people = once('people', (_, { kind }) =>
  kind === 'user' ? 'done' : 400,
);

/** Something that one person keeps for themselves. */
export const only = (name: string): Need =>
  once('whose it is', (_, person) => (person.name === name ? 'done' : 404));

/** Sharing with everybody. */
export const agents = once('agents', (_, person) =>
  doneIf(person.roles.some(role => role === 'agent' || role === 'admin')),
);

/** A permission that is not about records. */
export const permitted = (asked: Asked): Need =>
  once(`the permission \`itsm.${asked}\``, (policy, person) =>
    doneIf(grant(policy, person, asked) === 'all'),
  );

/** A permission that is not about records, for something that makes no sense for services. */
export const permittedPeople = (asked: Asked): Need =>
  once(`people with the permission \`itsm.${asked}\``, (policy, person) => {
    if (grant(policy, person, asked) !== 'all') return 403;
    return person.kind === 'user' ? 'done' : 400;
  });

/** Whoever may read any record of a type, be it their own alone. */
export const readersOf = (read: Asked): Need =>
  once(`who may read any, by \`itsm.${read}\``, (policy, person) =>
    doneIf(grant(policy, person, read) !== 'none'),
  );

/** Whoever would work on a new record, being of the owner group or an agent. */
export const takersOf = (create: Asked) =>
  once(
    `people of the owner group and agents, with the permission \`itsm.${create}\``,
    (policy, person) => {
      if (person.kind !== 'user') return 400;
      const worksOnIt =
        person.groups.includes(OWNER_GROUP) ||
        person.roles.some(role => role === 'agent' || role === 'admin');
      return doneIf(worksOnIt && grant(policy, person, create) === 'all');
    },
  );

/** {@link takersOf} incidents. */
export const takers = takersOf('incident.create');

/** Who may read the record and file another one of the type. */
export const readAndCreate = (create: Asked) =>
  ofRecord(
    `who may read the record, with the permission \`itsm.${create}\``,
    (policy, person) => doneIf(grant(policy, person, create) === 'all'),
  );

/** Who owns the service of the scene, or any, with a permission to change what belongs to it. */
export const serviceOwners = (asked: Asked): Need =>
  once(
    `the group that owns the item and agents, with \`itsm.${asked}\``,
    (policy, person) =>
      doneIf(
        grant(policy, person, asked) === 'all' &&
          (person.groups.includes(OWNER_GROUP) ||
            person.roles.some(role => role === 'agent' || role === 'admin')),
      ),
  );

/** {@link serviceOwners} who may change configuration items. */
export const ciOwners = serviceOwners('cmdb.update');

/** Who owns the service of the scene, or any, and may write costs. */
export const costOwners = once(
  'the group that owns the service and agents, with `itsm.cost.update`',
  (policy, person) =>
    doneIf(
      grant(policy, person, 'cost.update') === 'all' &&
        (person.groups.includes(OWNER_GROUP) ||
          person.roles.some(role => role === 'agent' || role === 'admin')),
    ),
);

/** The role `admin` and a permission. */
export const admin = (asked: Asked): Need =>
  once(`the role \`admin\` and \`itsm.${asked}\``, (policy, person) =>
    doneIf(mayAdminister(policy, person, asked)),
  );

/** {@link admin} who reads restricted records too. */
export const restrictedAdmin = (asked: Asked): Need =>
  once(
    `the roles \`admin\` and \`restrictedReader\`, and \`itsm.${asked}\``,
    (policy, person) =>
      doneIf(
        mayAdminister(policy, person, asked) &&
          person.roles.includes('restrictedReader'),
      ),
  );

/** Who may read the record. */
export const read = ofRecord('who may read the record', () => 'done');

/** That it is no service is looked at before anything else. */
const ofPeople = (who: string, judge: Judge): Need => ({
  who,
  ofRecord: true,
  verdict: known((policy, person, record) =>
    person.kind === 'user' ? readable(judge)(policy, person, record) : 400,
  ),
});

/** Readers, for themselves. */
export const readingPeople = ofPeople(
  'people who may read the record',
  () => 'done',
);

/** Who may change the record, whatever they are to it. */
export const update = ofRecord(
  'who may change the record',
  (policy, person, record) => doneIf(mayUpdate(policy, person, record)),
);

/** Who works on the record and may change it. */
export const work = ofRecord(
  'who works on the record and may change it',
  (policy, person, record) => doneIf(mayWork(policy, person, record)),
);

/** {@link work} that makes another record. */
export const workAndCreate = (create: Asked): Need =>
  ofRecord(
    `who works on the record and may change it, with the permission \`itsm.${create}\``,
    (policy, person, record) =>
      doneIf(
        mayWork(policy, person, record) &&
          grant(policy, person, create) === 'all',
      ),
  );

/** {@link work} that only people can do. */
export const workOfPeople = ofPeople(
  'people who work on the record and may change it',
  (policy, person, record) => doneIf(mayWork(policy, person, record)),
);

/** The next of a queue: nothing for who may read none of it. */
export const queueOfPeople: Need = {
  who: 'people who work on the record and may change it; others find it empty',
  ofRecord: true,
  verdict: known((policy, person, record) => {
    if (person.kind !== 'user') return 400;
    if (!mayRead(policy, person, record)) return 'done';
    // Nobody has it, so anton has not, whose the records of the scene are.
    return doneIf(mayWork(policy, person, record) && person.name !== 'anton');
  }),
};

/** Work that takes in the other record of the scene, restricted or not. */
export const workWithOther = (
  what: (policy: PolicyName, person: Person, other: Subject) => boolean,
  who: string,
): Need =>
  ofRecord(who, (policy, person, record) => {
    const other: Subject = record.restricted
      ? { name: 'open', restricted: false }
      : { name: 'secret', restricted: true };
    if (!mayRead(policy, person, other)) return 404;
    return doneIf(
      mayWork(policy, person, record) && what(policy, person, other),
    );
  });

/** Who works on the record, changing or not. */
export const standing = ofRecord('who works on the record', (_, person) =>
  doneIf(worksOn(person)),
);

/** {@link work}, on something that is shown to nobody else. */
export const unseenWork = ofRecord(
  'who works on the record and may change it; not there for others',
  (policy, person, record) => {
    if (!worksOn(person)) return 404;
    return doneIf(mayWork(policy, person, record));
  },
);

/** Who works on the record, on something that is shown to nobody else. */
export const unseen = ofRecord(
  'who works on the record; not there for others',
  (_, person) => (worksOn(person) ? 'done' : 404),
);

/** Who works on the record, and rita, who added it. */
export const workOrOwn = ofRecord(
  'who added it and who works on the record, and may change it',
  (policy, person, record) =>
    doneIf(
      mayUpdate(policy, person, record) &&
        (worksOn(person) || isRequester(person)),
    ),
);

/** Who works on it, and its requester: while it is as it was filed. */
export const workOrAsk = ofRecord(
  'who works on the record and may change it, and its requester while it is new',
  (policy, person, record) =>
    doneIf(
      mayUpdate(policy, person, record) &&
        (worksOn(person) || isRequester(person)),
    ),
);

/** Whom the record is for. */
export const ask = ofRecord('the requester', (policy, person, record) =>
  doneIf(mayUpdate(policy, person, record) && isRequester(person)),
);

/** The owner group, requester, assignee and collaborators: no role makes one of them. */
export const team = ofRecord(
  'the owner group, requester, assignee and collaborators, who may change the record',
  (policy, person, record) =>
    doneIf(
      mayUpdate(policy, person, record) &&
        (['anton', 'colin', 'rita'].includes(person.name) ||
          person.groups.includes(OWNER_GROUP)),
    ),
);

/** The same of a record that is read, and changed, by other permissions than the one of the scene is. */
export const readBy = (reads: Asked, need: Need, updates?: Asked): Need => ({
  ...need,
  verdict: (policy, person, record) =>
    need.verdict(policy, person, { ...record, reads, updates }),
});

/** What one person keeps on a record. */
export const onlyOnRecord = (name: string): Need =>
  ofRecord('whose it is', (_, person) => (person.name === name ? 'done' : 404));
