import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { PortalSidebar } from './PortalSidebar';

export const sidebar = NavContentBlueprint.make({
  params: { component: PortalSidebar },
});
