import {
  SERVICE_HEALTH,
  type HealthReason,
  type ServiceHealth,
} from './sections';

const rank = (health: ServiceHealth) => SERVICE_HEALTH.indexOf(health);

/**
 * How a service does, told by all who know something of it: the worst word counts. Nobody knows is
 * another thing than all is well, and one who knows that it is well outweighs those who do not know.
 */
export function worstHealth(
  told: readonly Pick<HealthReason, 'health'>[],
): ServiceHealth {
  return told.reduce<ServiceHealth>(
    (worst, { health }) => (rank(health) < rank(worst) ? health : worst),
    'unknown',
  );
}

/** Reasons, worst first; among equals those about the service itself, then the latest. */
export function sortReasons(reasons: readonly HealthReason[]): HealthReason[] {
  return [...reasons].sort(
    (a, b) =>
      rank(a.health) - rank(b.health) ||
      Number(a.aboutRef !== undefined) - Number(b.aboutRef !== undefined) ||
      (b.since ?? '').localeCompare(a.since ?? ''),
  );
}
