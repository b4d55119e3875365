/** The columns that are seeded, by table. Others stay empty, as after the door. */
export const COLUMNS = {
  records:
    `id number type title status status_category priority service_ref owner_ref assignee_ref
    requester_ref channel visibility version journal_head created_at updated_at resolved_at closed_at`.split(
      /\s+/,
    ),
  incidents:
    `record_id description impact urgency acknowledged_at resolution resolution_code
    reopen_count hold_reason`.split(/\s+/),
  texts: 'id subject_id author_id salt body'.split(' '),
  journal:
    `subject_type subject_id kind actor_id audience mode command_id at recorded_at status payload
    previous_hash hash`.split(/\s+/),
} as const;

/** Rows of one incident, by table; values in the order of {@link COLUMNS}. */
export type IncidentRows = Record<keyof typeof COLUMNS, unknown[][]>;
