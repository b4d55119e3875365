import { readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import * as common from '@callboard/plugin-itsm-common';
import {
  incidentLifecycle,
  lifecycleDiagram,
  practiceExportRoute,
  type Lifecycle,
  type RouteContract,
} from '@callboard/plugin-itsm-common';
import { z } from 'zod';

const ROOT = resolve(__dirname, '../../../..');

/** What the API reference tells, in the order in which somebody new would read it. */
const SECTIONS: Record<string, Record<string, unknown>> = {
  Records: common.kernelRoutes,
  Attachments: common.attachmentRoutes,
  Approvals: common.approvalRoutes,
  Incidents: common.incidentRoutes,
  Changes: common.changeRoutes,
  'Assessment of changes': common.assessmentRoutes,
  'Freezes and maintenance': common.windowRoutes,
  'Standard changes': common.standardChangeRoutes,
  'Reviews of changes': common.changeReviewRoutes,
  'Change calendar': common.changeCalendarRoutes,
  'Change advisory boards': common.cabRoutes,
  'Configuration management': common.cmdbRoutes,
  'Configuration items': common.cmdbItemRoutes,
  Impact: common.impactRoutes,
  'Health of configuration items': common.cmdbHealthRoutes,
  'Classes and attributes': common.cmdbClassRoutes,
  'What is not in Git': common.cmdbSourceRoutes,
  'Service levels': common.serviceLevelRoutes,
  Agreements: common.agreementRoutes,
  'What is promised for a service': common.promiseRoutes,
  Calendars: common.calendarRoutes,
  Outages: common.outageRoutes,
  Objectives: common.objectiveRoutes,
  'How promises are kept': common.attainmentRoutes,
  'What is late': common.breachingRoutes,
  'Reviews of service levels': common.reviewRoutes,
  'Whether promises can be kept': common.feasibilityRoutes,
  'What-if': common.whatIfRoutes,
  'What leadership looks at': common.leadershipRoutes,
  'What is worth improving': common.proposalRoutes,
  'Improvement register': common.initiativeRoutes,
  Suggestions: common.suggestionRoutes,
  Retrospectives: common.retrospectiveRoutes,
  Surveys: common.surveyRoutes,
  'Service catalogue': common.catalogueRoutes,
  'Business objectives': common.businessObjectiveRoutes,
  'What serves which objective': common.alignmentRoutes,
  'Market trends': common.trendRoutes,
  Demand: common.demandRoutes,
  'Services of the portfolio': common.portfolioServiceRoutes,
  'The page of a service': common.servicePageRoutes,
  Costs: common.costRoutes,
  Suppliers: common.supplierRoutes,
  Contracts: common.contractRoutes,
  'Design packages and gates': common.designRoutes,
  'Transition plans': common.transitionRoutes,
  'Risk register': common.riskRoutes,
  'What could become a risk': common.riskCandidateRoutes,
  Continuity: common.continuityRoutes,
  'Key performance indicators': common.kpiRoutes,
  Fields: common.fieldRoutes,
  Search: common.searchRoutes,
  Export: common.exportRoutes,
  'Export of incidents': {
    export: practiceExportRoute('incidents', 'itsm.incident.read'),
  },
  'Export of changes': {
    export: practiceExportRoute('changes', 'itsm.change.read'),
  },
  'Export of CI tasks': {
    export: practiceExportRoute('cmdb', 'itsm.ci-task.read'),
  },
  Tasks: common.taskRoutes,
  'Saved views': common.viewRoutes,
  Presence: common.presenceRoutes,
  Definitions: common.definitionRoutes,
  Webhooks: common.webhookRoutes,
  Operations: common.operationRoutes,
  Deliveries: common.deliveryRoutes,
  'Handing over': common.handoverRoutes,
  Erasure: common.erasureRoutes,
};
const UPDATE = process.env.UPDATE_REPORTS === '1';
const HINT =
  'It is out of date; run "UPDATE_REPORTS=1 yarn workspace @callboard/plugin-itsm-backend test generatedDocs" and commit what changes';

function hold(path: string, wanted: string): void {
  const file = join(ROOT, path);
  if (UPDATE) writeFileSync(file, wanted);
  const found = readFileSync(file, 'utf8');
  expect(found === wanted ? 'up to date' : `${path}: ${HINT}`).toBe(
    'up to date',
  );
}

function fieldsOf(schema: z.ZodType | undefined): string {
  if (!schema) return '';
  let inner: any = schema;
  while (inner && !inner.shape && inner.def?.innerType)
    inner = inner.def.innerType;
  if (!inner?.shape) return '';
  return Object.entries(inner.shape as Record<string, z.ZodType>)
    .map(([name, field]) => (field.isOptional() ? `${name}?` : name))
    .map(name => `\`${name}\``)
    .join(', ');
}

function section(title: string, routes: Record<string, unknown>): string {
  const parts = (Object.values(routes) as RouteContract[]).map(contract =>
    [
      `### ${contract.method.toUpperCase()} ${contract.path}`,
      '',
      contract.summary,
      '',
      `- operation: \`${contract.name}\``,
      ...(contract.permission
        ? [`- permission: \`${contract.permission}\``]
        : []),
      ...(fieldsOf(contract.query)
        ? [`- query: ${fieldsOf(contract.query)}`]
        : []),
      ...(contract.streams
        ? [`- body: a stream of \`${contract.streams}\``]
        : []),
      ...(fieldsOf(contract.body)
        ? [`- body: ${fieldsOf(contract.body)}`]
        : []),
      ...(fieldsOf(contract.response)
        ? [
            `- answer (${contract.status ?? 200}): ${fieldsOf(
              contract.response,
            )}`,
          ]
        : [`- answer: ${contract.status ?? 200}`]),
      '',
    ].join('\n'),
  );
  return [`## ${title}`, '', ...parts].join('\n');
}

describe('generated documents', () => {
  it('have an API reference that says what the contracts say', () => {
    hold(
      'docs/reference/api.md',
      [
        '# API reference',
        '',
        'Written from the route contracts in `itsm-common`. All addresses are below `/api/itsm`;',
        'the whole, with types, is served as OpenAPI at `/api/itsm/openapi.json`.',
        'Callers authenticate with a Backstage token. Errors are',
        '`{ error: { name, message }, response: { statusCode } }`; the message says what to do.',
        'Lists are keyset pages: pass `pageInfo.nextCursor` as `cursor`. A write may name the version',
        'it is based on with `If-Match`; a stale one is refused with 409.',
        '',
        ...Object.entries(SECTIONS).map(([title, routes]) =>
          section(title, routes),
        ),
      ]
        .join('\n')
        .trimEnd()
        .concat('\n'),
    );
    const documented = new Set<unknown>(Object.values(SECTIONS));
    const forgotten = Object.entries(common)
      .filter(([name, value]) => /Routes$/.test(name) && !documented.has(value))
      .map(([name]) => name);
    expect(forgotten).toEqual([]);
  });

  it.each([
    ['incident', 'incidents', incidentLifecycle as Lifecycle],
    ['change', 'changes', common.changeLifecycle as Lifecycle],
  ])(
    'have a picture of the lifecycle of an %s that the server enforces',
    (type, practice, lifecycle) => {
      const path = `plugins/itsm-backend/src/practices/${practice}/README.md`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      const picture = `<!-- lifecycle:${type} -->\n\n\`\`\`mermaid\n${lifecycleDiagram(
        lifecycle,
      )}\n\`\`\`\n\n<!-- /lifecycle -->`;
      const place = new RegExp(
        `<!-- lifecycle:${type} -->[\\s\\S]*?<!-- /lifecycle -->`,
      );
      hold(path, text.replace(place, picture));
    },
  );
});
