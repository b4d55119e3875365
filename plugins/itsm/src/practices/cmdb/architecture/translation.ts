import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of the architecture of a system or a domain. */
export const architectureTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.architecture',
  messages: {
    title: 'Architecture',
    levels: {
      label: 'Levels of the architecture',
      context: 'Context',
      containers: 'Containers',
      resources: 'Resources',
    },
    says: {
      context: '{{name}} as a whole: who uses it, what it uses, who owns it.',
      containersOfSystem:
        'The components and APIs of {{name}}, and what they have to do with each other and the outside.',
      containersOfDomain:
        'The systems of {{name}}, and what they have to do with each other and the outside.',
      resources: 'The resources of {{name}}, and what stands on them.',
    },
    empty: {
      context: 'Nothing is known around {{name}}',
      containers: 'Nothing is in {{name}} yet',
      resources: '{{name}} has no resources',
      system:
        'A component, an API or a resource belongs to it by `spec.system`. What you may not see in the catalog is not shown.',
      domain:
        'A system belongs to it by `spec.domain`. What you may not see in the catalog is not shown.',
    },
    node: {
      more: '{{number}} more',
      moreHere: '{{items}} more',
      moreOutside: '{{items}} more outside',
      system: 'system',
      team: 'team',
      outside: 'outside',
      owner: 'Owner: {{name}}',
    },
    verbs: {
      uses: 'uses',
      provides: 'provides',
      dependsOn: 'depends on',
      owns: 'owns',
      times: '{{verb}} ({{number}})',
      sentence: '{{from}} {{verb}} {{to}}',
    },
    leftOut: {
      grouped:
        'Drawn are the {{number}} with most relations; the rest is in groups.',
      parts_one: '{{count}} more part was not looked at.',
      parts_other: '{{count}} more parts were not looked at.',
    },
    tools: {
      svg: 'Download SVG',
      mermaid: 'Download Mermaid',
      copy: 'Copy Mermaid',
      copied: 'Copied',
      notCopied: 'The browser did not allow it',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      fit: 'Fit the width',
    },
    words: 'The same in words ({{number}})',
    moreWords: 'The first {{number}} are listed.',
    failed: 'The picture could not be drawn.',
    failedNext: 'The same in words stands below; the Mermaid text can be kept.',
    drawing: 'The picture is being drawn',
    picture: '{{name}}: {{level}}',
    generated: 'Generated from the software catalog, {{at}}',
    legend: {
      label: 'Legend',
      component: 'Component',
      api: 'API',
      resource: 'Resource',
      system: 'System',
      team: 'Team',
      group: 'Several',
      outside: 'Outside',
    },
  },
});

/** Puts the words of architecture into the reader's language. */
export type ArchitectureWords = TranslationFunction<
  (typeof architectureTranslationRef)['T']
>;
