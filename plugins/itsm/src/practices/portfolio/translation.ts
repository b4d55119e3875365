import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the portfolio that its pages share. */
export const portfolioTranslationRef = createTranslationRef({
  id: 'plugin.itsm.portfolio',
  messages: {
    nav: {
      label: 'Service portfolio',
      home: 'Services',
      transitions: 'Transitions',
      strategy: 'Strategy',
      demand: 'Demand',
      trends: 'Trends',
      costs: 'Costs',
      suppliers: 'Suppliers',
      contracts: 'Contracts',
      risks: 'Risks',
      continuity: 'Continuity',
    },
    services: {
      label: 'Services',
      catalogue: 'Catalogue',
      managed: 'How well managed',
    },
    board: {
      none: 'None',
      move: 'Move {{number}}',
      moveTo: 'To "{{state}}"',
      moved: '{{number}} is in "{{state}}" now.',
      undo: 'Undo',
      noWay: '{{number}} cannot go from "{{from}}" to "{{to}}".',
      drop: 'Drop here: {{state}}',
      before: '{{states}} more to the left',
      behind: '{{states}} more to the right',
      left: 'Show states further left',
      right: 'Show states further right',
      keys: 'Arrow keys go from card to card; m moves a card; a card can be dragged.',
    },
  },
});
