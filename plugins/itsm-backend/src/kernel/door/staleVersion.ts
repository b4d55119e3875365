import { ConflictError } from '@backstage/errors';
import type { CatalogReader, RecordChange } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { changesSince } from '../journal/readJournal';
import type { LoadedRecord } from '../records/RecordStore';

/**
 * The conflict of somebody who changes a version that is no longer the newest: it says what changed.
 * None if nothing did but what the product works out (fields that are `computed`): a risk that
 * is known a moment after filing is nobody's edit, and takes nothing from whoever goes on.
 *
 * @param internal - whether they are told of fields that are for those who work on the record
 */
export async function staleVersion(
  tx: Knex.Transaction,
  principals: PrincipalStore,
  catalog: CatalogReader,
  loaded: LoadedRecord,
  change: RecordChange,
  internal: boolean,
): Promise<ConflictError | undefined> {
  const { record, type } = loaded;
  if (change.expectedVersion! > record.version) {
    return new ConflictError(
      `${record.number} is at version ${record.version}, not ${change.expectedVersion}; load it again`,
    );
  }
  const later = await changesSince(
    tx,
    principals,
    record.id,
    change.expectedVersion!,
  );
  // Of a long history not all is read: what is not known to be worked out counts as an edit.
  const isWorkedOut =
    later.length === record.version - change.expectedVersion! &&
    later.every(
      ({ fields, transition }) =>
        !transition && fields.every(key => type.fields.get(key)?.computed),
    );
  if (isWorkedOut) return undefined;
  const people = await catalog.describe(later.map(l => l.actorRef));
  const said = later.map(({ actorRef, fields, transition }) => {
    const who = actorRef ? people[actorRef].title : 'somebody';
    const verb = type.lifecycle.transitions.find(
      t => t.name === transition,
    )?.label;
    const labels = fields
      .filter(key => internal || type.fields.get(key)?.audience !== 'internal')
      .map(key => type.fields.get(key)?.label ?? key);
    const what = [
      verb && `took "${verb}"`,
      labels.length > 0 && `changed ${labels.join(', ')}`,
    ].filter(Boolean);
    return `${who} ${what.length > 0 ? what.join(' and ') : 'changed it'}`;
  });
  return new ConflictError(
    `${record.number} has changed since you loaded it: ${said.join(
      '; ',
    )}. Load the latest version and try again.`,
  );
}
