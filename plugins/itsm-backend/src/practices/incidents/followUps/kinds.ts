/** What happens to incidents by itself, as kinds of due work. */
export const FOLLOW_UPS = {
  autoClose: 'incident.auto-close',
  holdEnds: 'incident.hold-ends',
  answered: 'incident.requester-answered',
  updateLate: 'incident.update-late',
  tellDuplicates: 'incident.tell-duplicates',
} as const;
