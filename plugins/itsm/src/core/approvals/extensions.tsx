import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RecordPartBlueprint } from '@callboard/plugin-itsm-react';

/** Who is asked about a record, on the pages of records of all types. */
export const approvalOfRecord = RecordPartBlueprint.make({
  name: 'approval',
  params: {
    type: '*',
    place: 'top',
    loader: async () => {
      const { ApprovalOfRecord } = await import('./ApprovalOfRecord');
      return ApprovalOfRecord;
    },
  },
});

/** Home widget: what waits for the viewer's decision. */
export const approvalsWidget = HomePageWidgetBlueprint.make({
  name: 'approvals',
  params: {
    name: 'ItsmApprovals',
    title: 'Waiting for my decision',
    description:
      'What you, your groups or whom you stand in for are asked to approve',
    components: async () => {
      const { ApprovalsWidget } = await import('./ApprovalsWidget');
      return { Content: ApprovalsWidget };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
  },
});
