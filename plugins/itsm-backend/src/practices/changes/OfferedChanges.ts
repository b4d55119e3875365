import { newChangeSchema } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ChangeBrief,
  ChangeFiles,
  ProposedChange,
} from '@callboard/plugin-itsm-node';
import type { ChangeService } from './ChangeService';

/** Changes, as other practices file them. */
export class OfferedChanges implements ChangeFiles {
  /** @param changes - with permissions */
  constructor(private readonly changes: Pick<ChangeService, 'file'>) {}

  async propose(
    caller: Caller,
    proposed: ProposedChange,
  ): Promise<ChangeBrief> {
    const { id, number, title, status } = await this.changes.file(
      caller,
      newChangeSchema.parse(proposed),
    );
    return { id, number, title, status };
  }
}
