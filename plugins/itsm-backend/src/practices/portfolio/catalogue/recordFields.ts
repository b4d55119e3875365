import {
  SERVICE_RISK_FIELD,
  SERVICE_SCORE_FIELD,
} from '@callboard/plugin-itsm-common';
import {
  nameNowSql,
  type ContributedField,
  type ContributedFieldContext,
} from '@callboard/plugin-itsm-node';

const NOW = nameNowSql('r.service_ref');

/** A number of the service that the record `r` is about, for whoever works on the record. */
const ofService =
  (column: 'score' | 'risk') =>
  ({ works }: ContributedFieldContext) => ({
    sql: `(select sp.${column} from service_profiles sp where sp.ref = ${NOW} and ${works.sql})`,
    bindings: works.bindings,
  });

/** What is known of the services of records. */
export const serviceFields: readonly ContributedField[] = [
  {
    definition: {
      key: SERVICE_SCORE_FIELD,
      column: '',
      label: 'How well its service is managed',
      type: 'number',
      help: 'From 0 to 100: how much of what a managed service has is there',
    },
    value: ofService('score'),
  },
  {
    definition: {
      key: SERVICE_RISK_FIELD,
      column: '',
      label: 'Highest risk of its service',
      type: 'number',
      help: 'Likelihood times impact, from 1 to 25; empty if none is open',
    },
    value: ofService('risk'),
  },
];
