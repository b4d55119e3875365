import {
  closeNames,
  recordTemplateSchema,
  TEMPLATE_PLACEHOLDERS,
  type FieldDefinition,
  type RecordTemplate,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import { inCircle } from '../../tasks/blocking';
import type { RecordTypes, RegisteredType } from '../../RecordTypes';
import { valueFault } from '../../fields/valueFault';
import { placeholderFaults } from './placeholders';
import { typeFaults } from './replyTemplateKind';

const PLACEHOLDERS = Object.keys(TEMPLATE_PLACEHOLDERS);
/** Fields that a template has a place of its own for. */
const ELSEWHERE = ['title', 'description'];

/** Why a template cannot give a field a value. */
function valueFaultIn(
  field: FieldDefinition,
  value: string | number | boolean,
): string | undefined {
  if (field.computed) return 'is worked out by itself; leave it out';
  if (field.type === 'instant')
    return 'is an instant, which a template cannot know';
  return valueFault(field, value);
}

function valueFaults(
  template: RecordTemplate,
  type: RegisteredType,
): DefinitionFault[] {
  return Object.entries(template.record.values).flatMap(([key, value]) => {
    const path = ['record', 'values', key];
    const name = path.join('.');
    if (ELSEWHERE.includes(key))
      return [{ path, message: `${name}: belongs into record.${key}` }];
    const field = type.fields.get(key);
    if (!field) {
      const [close] = closeNames(key, [...type.fields.keys()]);
      return [
        {
          path,
          message: `${name}: ${type.label} has no field "${key}"${
            close ? `; did you mean "${close}"?` : ''
          }`,
        },
      ];
    }
    const fault = valueFaultIn(field, value);
    return fault ? [{ path, message: `${name}: ${fault}` }] : [];
  });
}

function taskFaults({ tasks }: RecordTemplate): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const keys = tasks.map(t => t.key);
  const known = keys.filter((key): key is string => key !== undefined);
  tasks.forEach((task, i) => {
    if (task.key && keys.indexOf(task.key) < i) {
      faults.push({
        path: ['tasks', i, 'key'],
        message: `tasks.${i}.key: "${task.key}" names another task already`,
      });
    }
    task.blockedBy.forEach((key, j) => {
      const path = ['tasks', i, 'blockedBy', j];
      const at = keys.indexOf(key);
      const [close] = closeNames(key, known);
      if (at < 0) {
        faults.push({
          path,
          message: `${path.join('.')}: no task has the key "${key}"${
            close ? `; did you mean "${close}"?` : ''
          }`,
        });
      }
    });
  });
  const nodes = tasks.map((task, i) => ({
    id: task.key ?? `#${i}`,
    number: i + 1,
    state: 'open' as const,
    blockedBy: task.blockedBy,
  }));
  const circle = nodes.map(n => inCircle(nodes, n.id)).find(Boolean);
  if (circle) {
    faults.push({
      path: ['tasks', circle[0] - 1, 'blockedBy'],
      message: `tasks: ${circle.join(
        ' → ',
      )} would wait for each other in a circle`,
    });
  }
  return faults;
}

function linkFaults({ links }: RecordTemplate): DefinitionFault[] {
  const names = links.map(l => `${l.kind} ${l.target}`);
  return links.flatMap((_, i) =>
    names.indexOf(names[i]) < i
      ? [
          {
            path: ['links', i],
            message: `links.${i}: is there twice`,
          },
        ]
      : [],
  );
}

/** Record templates. */
export function recordTemplateKind(
  types: RecordTypes,
): DefinitionKind<typeof recordTemplateSchema> {
  return {
    kind: 'record-template',
    label: 'Record template',
    description:
      'What a form is filled in with for a record that is filed often, and the tasks and links that come with it.',
    schema: recordTemplateSchema,
    titleOf: template => template.title,
    about: () => [],
    check: template => {
      const type = types.find(template.type);
      const { title, description } = template.record;
      return [
        ...typeFaults(types, template.type, ['type']),
        ...placeholderFaults(title, ['record', 'title'], PLACEHOLDERS),
        ...placeholderFaults(
          description,
          ['record', 'description'],
          PLACEHOLDERS,
        ),
        ...(type ? valueFaults(template, type) : []),
        ...taskFaults(template),
        ...linkFaults(template),
      ];
    },
  };
}
